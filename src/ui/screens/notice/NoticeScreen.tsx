import { Trans, useLingui } from '@lingui/react/macro';
import { noticeStream } from '#domain/ids.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { ReadScreen } from '#ui/notice/ReadScreen.tsx';
import { routes } from '#ui/routes.ts';
import { NoticeOf } from './NoticeOf.tsx';

/** How a tool or a space is used and cared for, as it was last kept. */
export const NoticeScreen = () => {
  const { t } = useLingui();
  return (
    <NoticeOf find={toolSheet} back={{ href: routes.tools, label: t`Outils` }}>
      {({ id, name, photos }) => (
        <ReadScreen
          of={noticeStream(id)}
          title={t`Notice : ${name}`}
          back={{ href: routes.tool(id), label: name }}
          place="tools"
          write={routes.writeNotice(id)}
          photos={photos}
        >
          <Trans>
            Comment on s’en sert, comment on en prend soin, ce qu’il ne faut pas faire. Écrivez-la à plusieurs.
          </Trans>
        </ReadScreen>
      )}
    </NoticeOf>
  );
};
