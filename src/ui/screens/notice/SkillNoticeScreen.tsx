import { Trans, useLingui } from '@lingui/react/macro';
import { noticeStream } from '#domain/ids.ts';
import { skillSheet } from '#store/queries/skills.ts';
import { ReadScreen } from '#ui/notice/ReadScreen.tsx';
import { routes } from '#ui/routes.ts';
import { NoticeOf } from './NoticeOf.tsx';

/** What one is shown when one learns it, as it was last kept. */
export const SkillNoticeScreen = () => {
  const { t } = useLingui();
  return (
    <NoticeOf find={skillSheet} back={{ href: routes.skills, label: t`Savoir-faire` }}>
      {({ id, name }) => (
        <ReadScreen
          of={noticeStream(id)}
          title={t`Notice : ${name}`}
          back={{ href: routes.skill(id), label: name }}
          place="house"
          write={routes.writeSkillNotice(id)}
        >
          <Trans>Ce qu’on montre à qui apprend, dans l’ordre, et ce qu’il faut avoir fait soi-même.</Trans>
        </ReadScreen>
      )}
    </NoticeOf>
  );
};
