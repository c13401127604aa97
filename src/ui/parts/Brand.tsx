/** The open ring, and the token that passes through its gap. */
export const Brand = () => (
  <p className="brand">
    <svg viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <use href="#circule" />
    </svg>
    Circule
  </p>
);
