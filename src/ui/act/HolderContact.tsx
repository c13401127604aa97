import { Trans } from '@lingui/react/macro';
import { isMember } from '#domain/rows.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { contactLink } from './contactLink.ts';
import type { Actor } from './useActor.ts';

/** How to reach whoever has it, as far as they said; never at the door, where anybody reads the screen. */
export const HolderContact = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const who = tool.custody.claims[0]?.by ?? null;
  const row = isMember(who) && who !== actor.member ? actor.names.members.get(who) : undefined;
  if (actor.isAtDoor || row === undefined || row.name === null) return null;
  const { name, contact } = row;
  if (contact === null)
    return (
      <p className="small soft">
        <Trans>{name} n’a pas laissé de quoi l’appeler ou lui écrire.</Trans>
      </p>
    );
  const link = contactLink(contact);
  return (
    <p className="small">
      <Trans>Pour joindre {name} :</Trans> {link === null ? <b>{contact}</b> : <a href={link.href}>{contact}</a>}
    </p>
  );
};
