import './labels/print.css';

/**
 * Prints A4 pages given as SVG, and nothing of the app around them. The pages stay in the document until the browser
 * says it has printed, because phones return from `print()` while they are still drawing the preview.
 * The function returned takes them away at once; calling it twice, or late, does no harm.
 */
export const printPages = (pages: readonly string[], window: Window = globalThis.window): (() => void) => {
  const { document } = window;
  document.querySelectorAll('.sheets-to-print').forEach((left) => left.remove());

  const sheets = document.createElement('div');
  sheets.className = 'sheets-to-print';
  sheets.setAttribute('aria-hidden', 'true');
  sheets.innerHTML = pages.join('');
  // A page rule holds for the whole document: it may only be there while the sheets are.
  const rule = document.createElement('style');
  rule.textContent = '@page { size: 210mm 297mm; margin: 0 }';
  sheets.prepend(rule);

  const stop = () => {
    window.removeEventListener('afterprint', stop);
    sheets.remove();
    if (!document.querySelector('.sheets-to-print')) document.documentElement.classList.remove('printing-sheets');
  };
  document.body.append(sheets);
  document.documentElement.classList.add('printing-sheets');
  window.addEventListener('afterprint', stop);
  window.print();
  return stop;
};
