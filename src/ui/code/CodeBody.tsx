import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { LabelId, ToolId } from '#domain/ids.ts';
import { labelGroups } from '#domain/label.ts';
import type { ForeignCode, ScannedCode } from '#domain/scannedCode.ts';
import { Button } from '../parts/Button.tsx';
import { routes } from '../routes.ts';
import { Problem } from '../parts/Problem.tsx';
import { AssignCode } from './AssignCode.tsx';
import { CopyCode } from './CopyCode.tsx';
import { labelProblem } from './labelProblem.ts';
import type { Resolved } from './resolve.ts';
import { SeveralTools } from './SeveralTools.tsx';
import { TypedCode } from './TypedCode.tsx';
import './code.css';

/** Everything a code can be but one tool: what it is, and what can be done with it. Contents of a sheet or a page. */
export const CodeBody = ({
  resolved,
  onTool,
  onCode,
}: {
  readonly resolved: Exclude<Resolved, { readonly kind: 'tool' }>;
  /** One of several was chosen. */
  readonly onTool: (tool: ToolId) => void;
  /** Typed again, after a wrong sign. */
  readonly onCode: (code: ScannedCode) => void;
}) => {
  const { i18n } = useLingui();
  switch (resolved.kind) {
    case 'several':
      return <SeveralTools tools={resolved.tools} by={resolved.by} onPick={onTool} />;
    case 'free-label':
      return <FreeLabel label={resolved.label} />;
    case 'elsewhere':
      return <Elsewhere label={resolved.label} address={resolved.address} />;
    case 'damaged':
      return (
        <>
          <Problem>{labelProblem(i18n, resolved.refusal)}</Problem>
          <TypedCode start={resolved.code?.text} onCode={onCode} />
          {resolved.code === undefined ? (
            <CopyCode text={resolved.text} />
          ) : (
            <Unfolding words={<Trans>C’est un autre numéro, pas une étiquette</Trans>}>
              <AssignCode code={{ kind: 'foreign', code: resolved.code }} />
            </Unfolding>
          )}
        </>
      );
    case 'invitation':
      return (
        <Button look="main" size="page" icon="invite" href={routes.join(resolved.invitation)}>
          <Trans>Ouvrir l’invitation</Trans>
        </Button>
      );
    case 'induction':
      return (
        <Button look="main" size="page" icon="hand" href={routes.learn(resolved.induction)}>
          <Trans>Voir la passation</Trans>
        </Button>
      );
    case 'unclaimed':
      return resolved.looks === 'number' ? (
        <ForeignNumber code={resolved.code} />
      ) : (
        <ForeignText code={resolved.code} isAddress={resolved.looks === 'address'} />
      );
  }
};

const FreeLabel = ({ label }: { readonly label: LabelId }) => (
  <>
    <CopyCode text={labelGroups(label)} />
    <AssignCode code={{ kind: 'label', label }} />
    <Unfolding words={<Trans>C’est l’étiquette d’un autre atelier</Trans>}>
      <p>
        <Trans>
          Ici, personne ne la connaît. Le carnet de l’autre atelier sait sur quoi elle est. Donne ce code à quelqu’un de
          là-bas.
        </Trans>
      </p>
    </Unfolding>
  </>
);

const Elsewhere = ({ label, address }: { readonly label: LabelId; readonly address: string }) => (
  <>
    <p>
      <Trans>
        Elle mène à un autre carnet que celui-ci. Je ne l’ouvre pas tout seul. Voilà son code et son adresse.
      </Trans>
    </p>
    <CopyCode text={labelGroups(label)} />
    <CopyCode text={address} />
    <Unfolding words={<Trans>Elle est à nous : la coller à un outil</Trans>}>
      <AssignCode code={{ kind: 'label', label }} />
    </Unfolding>
  </>
);

const ForeignNumber = ({ code }: { readonly code: ForeignCode }) => (
  <>
    <CopyCode text={code.text} />
    <p className="small soft">
      <Trans>Personne ici ne l’a dit à un outil. Choisis-en un, et ce code le trouvera.</Trans>
    </p>
    <AssignCode code={{ kind: 'foreign', code }} />
  </>
);

const ForeignText = ({ code, isAddress }: { readonly code: ForeignCode; readonly isAddress: boolean }) => (
  <>
    <p>{isAddress ? <Trans>Ce code mène ailleurs. Je ne l’ouvre pas.</Trans> : <Trans>Il y est écrit ceci :</Trans>}</p>
    <CopyCode text={code.text} />
    <Unfolding words={<Trans>S’en servir pour un outil</Trans>}>
      <AssignCode code={{ kind: 'foreign', code }} />
    </Unfolding>
  </>
);

const Unfolding = ({ words, children }: { readonly words: ReactNode; readonly children: ReactNode }) => {
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    children
  ) : (
    <Button look="quiet" aria-expanded={false} onClick={() => setOpen(true)}>
      {words}
    </Button>
  );
};
