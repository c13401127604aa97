import { useLingui } from '@lingui/react/macro';
import { type RowClaim, type ToolRow, isMember } from '#domain/rows.ts';
import { contactLink } from '#ui/act/contactLink.ts';
import { ToolListRow } from '#ui/frame/ToolListRow.tsx';
import { isLate, type Speech } from '#ui/frame/toolFace.ts';
import { Icon } from '../../parts/Icon.tsx';

/** One thing that is out: since when, what for, and how to reach who has it. */
export const OutRow = ({ row, speech }: { readonly row: ToolRow; readonly speech: Speech }) => {
  const { t } = useLingui();
  const { phrases, today } = speech;
  const [claim] = row.claims;
  const since = claim === undefined ? '' : phrases.since(claim.since);
  const planned =
    claim !== undefined && claim.until !== null && isLate(claim, today) ? phrases.until(claim.until) : null;
  const words = [planned === null ? since : t`${since}, prévu ${planned}`, claim?.purpose ?? ''];
  return (
    <>
      <ToolListRow row={row} speech={speech} note={words.filter(Boolean).join(' · ')} />
      {row.claims.map((each) => (
        <Contact key={`${each.by}/${each.since}`} claim={each} speech={speech} />
      ))}
    </>
  );
};

const Contact = ({ claim, speech }: { readonly claim: RowClaim; readonly speech: Speech }) => {
  const { t } = useLingui();
  const member = isMember(claim.by) && claim.by !== speech.me ? speech.names.members.get(claim.by) : undefined;
  if (member === undefined || member.name === null || member.contact === null) return null;
  const { name, contact } = member;
  const link = contactLink(contact);
  return (
    <p className="out-contact">
      <Icon name="phone" look="little" />
      {link === null ? (
        <span>{t`Pour joindre ${name} : ${contact}`}</span>
      ) : (
        <a className="link" href={link.href}>
          {link.href.startsWith('tel:') ? t`Appeler ${name}` : t`Écrire à ${name}`}
        </a>
      )}
    </p>
  );
};
