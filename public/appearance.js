/*
 * Runs before the first paint, as a file of its own because the content security policy allows no inline script.
 * Written for browsers of any age: it is also what tells the old ones that they are too old.
 * The same key and the same values as in src/ui/state/appearance.ts.
 */
(function () {
  var root = document.documentElement;
  var chosen = {};
  try {
    chosen = JSON.parse(window.localStorage.getItem('circule.appearance') || '{}') || {};
  } catch (refused) {
    chosen = {};
  }

  var language = chosen.language;
  if (language !== 'fr' && language !== 'en') {
    language = 'fr';
    var wished = navigator.languages || [navigator.language || ''];
    for (var i = 0; i < wished.length; i += 1) {
      var short = String(wished[i]).slice(0, 2).toLowerCase();
      if (short === 'fr' || short === 'en') {
        language = short;
        break;
      }
    }
  }
  root.lang = language;

  if (chosen.theme === 'light' || chosen.theme === 'dark' || chosen.theme === 'contrast') {
    root.setAttribute('data-theme', chosen.theme);
    var paper = chosen.theme === 'dark' ? '#161A24' : chosen.theme === 'light' ? '#F4EEE1' : '#FFFFFF';
    var bars = document.querySelectorAll('meta[name="theme-color"]');
    for (var j = 0; j < bars.length; j += 1) bars[j].setAttribute('content', paper);
  }

  var young =
    'noModule' in document.createElement('script') &&
    typeof OffscreenCanvas !== 'undefined' &&
    typeof HTMLDialogElement !== 'undefined' &&
    typeof Array.prototype.toSorted === 'function' &&
    typeof Intl === 'object' &&
    typeof Intl.Segmenter === 'function' &&
    !!window.CSS &&
    !!CSS.supports &&
    CSS.supports('selector(:has(a))');
  if (!young) {
    document.addEventListener('DOMContentLoaded', function () {
      var page = document.getElementById('too-old');
      if (page) page.removeAttribute('hidden');
    });
  }
})();
