import { useLingui } from '@lingui/react/macro';
import { noticeStream } from '#domain/ids.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { WriteScreen } from '#ui/notice/WriteScreen.tsx';
import { routes } from '#ui/routes.ts';
import { NoticeOf } from './NoticeOf.tsx';

/** The draft of a notice, written together. */
export const WriteNoticeScreen = () => {
  const { t } = useLingui();
  return (
    <NoticeOf find={toolSheet} back={{ href: routes.tools, label: t`Outils` }}>
      {({ id, name, photos }) => (
        <WriteScreen
          of={noticeStream(id)}
          title={t`Écrire ensemble`}
          label={t`Notice : ${name}, brouillon`}
          read={{ href: routes.notice(id), label: t`Notice : ${name}` }}
          photos={photos}
          morePhotos={routes.editTool(id)}
        />
      )}
    </NoticeOf>
  );
};
