/** What is never part of a text: control characters, byte order marks, and marks that reverse what follows. */
// eslint-disable-next-line no-control-regex -- finding control characters is what it is for
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A text as it is kept: well-formed and without anything invisible that misleads. "Scie exe.png" must not turn out to be
 * "Scie gnp.exe", nor a name turn round the sentence it stands in.
 */
export const plainText = (text: string): string => text.replace(loneSurrogate, '\ufffd').replace(unwanted, '').trim();
