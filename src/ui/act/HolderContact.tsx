import { Trans, useLingui } from '@lingui/react/macro';
import { isMember } from '#domain/rows.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { Button } from '../parts/Button.tsx';
import { contactLink } from './contactLink.ts';
import type { Actor } from './useActor.ts';

/** How to reach whoever has it, as far as they said; nothing when they did not. */
export const HolderContact = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const { t } = useLingui();
  const who = tool.custody.claims[0]?.by ?? null;
  const row = isMember(who) && who !== actor.member ? actor.names.members.get(who) : undefined;
  if (row === undefined || row.name === null) return null;
  const { name, contact } = row;
  if (contact === null)
    return (
      <p className="small soft">
        <Trans>{name} n’a pas dit comment on peut le ou la joindre.</Trans>
      </p>
    );
  const link = contactLink(contact);
  return link === null ? (
    <p>
      <Trans>
        Pour joindre {name} : <b>{contact}</b>
      </Trans>
    </p>
  ) : (
    <Button size="short" icon="phone" href={link.href}>
      {link.how === 'call' ? t`Appeler ${name}` : t`Écrire à ${name}`}
    </Button>
  );
};
