/** A signature every verifier is asked about before it is trusted; all in base64url. */
export interface SignatureProbe {
  readonly signer: string;
  readonly message: string;
  readonly signature: string;
}

const signer = '6kpsY-KcUgq-9VB7Ey7F-ZVHdq6-vnuSQh7qaRRG0iw';
const message = 'Y2lyY3VsZS9wcm9iZS8x';

/** Valid in every reading. */
export const goodProbe: SignatureProbe = {
  signer,
  message,
  signature: 'ssjcNPoMTvNYTaM8A4Y3TNYhyZ0bW2Qd2CPCwbI7Ejv-N7pCREorUxRqiRMW1CCGVJzP7bJYqWQM3zJApg7yBQ',
};

/** R with a point of order 8 added: valid in the cofactored reading (noble's), not in ours. */
export const torsionProbe: SignatureProbe = {
  signer,
  message,
  signature: 'x0EjYA8Z_vIeTWPjtf9ps5LnOwUFQvl4qWtG1h-praYyW6zFWKIBSfUP2EFP4l-Z0l-U3j-bsHq7rrZrx3-tBw',
};
