import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useParams } from 'wouter';
import { readLabelId } from '#domain/label.ts';
import type { ScannedCode } from '#domain/scannedCode.ts';
import { CodeBody } from '#ui/code/CodeBody.tsx';
import { codeTitle } from '#ui/code/codeTitle.ts';
import { useResolved } from '#ui/code/useResolve.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { goTo, routes } from '#ui/routes.ts';

/** A label opened by its address: from the phone's own camera, or a link. Its tool's page, or what else it can be. */
export const LabelScreen = () => {
  const { label = '' } = useParams<{ label?: string }>();
  return <Label key={label} text={label} />;
};

const Label = ({ text }: { readonly text: string }) => {
  const { i18n, t } = useLingui();
  const [code, setCode] = useState<ScannedCode>(() => readOpened(text));
  const resolved = useResolved(code, true);
  const tool = resolved?.kind === 'tool' ? resolved.tool.id : null;
  useEffect(() => {
    if (tool !== null) goTo(routes.scannedTool(tool), { replace: true });
  }, [tool]);
  return (
    <Screen header={<BackHeader href={routes.home} label={t`Accueil`} />} bottom={<MainNav current={null} />}>
      {resolved === undefined || resolved.kind === 'tool' ? (
        <>
          <p className="hidden" role="status">
            <Trans>Je cherche cette étiquette…</Trans>
          </p>
          <WaitingRows count={1} />
        </>
      ) : (
        <>
          <ScreenTitle plain={codeTitle(i18n, resolved)} />
          <CodeBody
            resolved={resolved}
            onTool={(picked) => goTo(routes.scannedTool(picked), { replace: true })}
            onCode={setCode}
          />
        </>
      )}
    </Screen>
  );
};

/** Only the id came this way: whose address it was, the browser has already answered. */
const readOpened = (text: string): ScannedCode => {
  const label = readLabelId(text);
  return label.ok ? { kind: 'label', label: label.value } : { kind: 'damaged-label', refusal: label.refusal, text };
};
