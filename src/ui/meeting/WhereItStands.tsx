import { routes } from '#ui/routes.ts';
import { Standing } from './Standing.tsx';
import { useMeeting } from './useMeeting.ts';

/** Where the notebook stands: on this device only, with news nobody else has, or safe with others; and the way to there. */
export const WhereItStands = () => {
  const meeting = useMeeting();
  const isAlone = meeting === null || meeting.elsewhere < 0;
  return (
    <Standing onlyHere={meeting?.view.onlyHere ?? 0} isAlone={isAlone} href={isAlone ? routes.key : routes.meeting} />
  );
};
