import { useLingui } from '@lingui/react/macro';
import { noticeStream } from '#domain/ids.ts';
import { skillSheet } from '#store/queries/skills.ts';
import { WriteScreen } from '#ui/notice/WriteScreen.tsx';
import { routes } from '#ui/routes.ts';
import { NoticeOf } from './NoticeOf.tsx';

/** The draft of a skill's notice, written together. */
export const WriteSkillNoticeScreen = () => {
  const { t } = useLingui();
  return (
    <NoticeOf find={skillSheet} back={{ href: routes.skills, label: t`Savoir-faire` }}>
      {({ id, name }) => (
        <WriteScreen
          of={noticeStream(id)}
          title={t`Écrire ensemble`}
          label={t`Notice : ${name}, brouillon`}
          read={{ href: routes.skillNotice(id), label: t`Notice : ${name}` }}
        />
      )}
    </NoticeOf>
  );
};
