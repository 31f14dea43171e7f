// Runs before the page does, with `look` = {colours: "system" | "light" | "dark", touch: boolean, width, height: the
// screen's, CSS pixels, moment: milliseconds since 1970 or 0} put in front of it: makes the page's style sheets and scripts
// believe that they are on such a device, at such a moment. Features of the device that a media query
// asks for are replaced by conditions that always or never hold; the rest of the query keeps its meaning.

(() => {
  const ALWAYS = '(min-width: 0px)';
  const NEVER = '(max-width: 0px)';
  const answers = {
    'prefers-color-scheme': look.colours === 'system' ? null : look.colours,
    'hover': look.touch ? 'none' : 'hover', 'any-hover': look.touch ? 'none' : 'hover',
    'pointer': look.touch ? 'coarse' : 'fine', 'any-pointer': look.touch ? 'coarse' : 'fine',
  };
  const FEATURE = /\(\s*([a-z-]+)(?:\s*:\s*([a-z-]+))?\s*\)/g;

  const translate = (query) => query.replace(FEATURE, (whole, name, value) => {
    const answer = answers[name];
    if (answer === undefined || answer === null)
      return whole;
    return (value === undefined ? answer !== 'none' : answer === value) ? ALWAYS : NEVER;
  });

  function translateRules(rules) {
    for (const rule of rules) {
      if (rule.media && rule.cssRules) {
        const wanted = translate(rule.media.mediaText);
        if (wanted !== rule.media.mediaText)
          rule.media.mediaText = wanted;
      }
      if (rule.cssRules)
        translateRules(rule.cssRules);
    }
  }

  function translateSheet(sheet) {
    try {
      translateRules(sheet.cssRules);
    } catch { /* a sheet of another site is not ours to read, and the shop has none */ }
  }

  function translateElement(element) {
    const query = element.getAttribute('media');
    if (query && translate(query) !== query)
      element.setAttribute('media', translate(query));
  }

  function translatePage() {
    for (const element of document.querySelectorAll('link[media], source[media], style[media], meta[media]'))
      translateElement(element);
    for (const sheet of document.styleSheets)
      translateSheet(sheet);
  }

  // Canvas, scroll bars and form controls follow this property, not the media query.
  if (look.colours !== 'system') {
    const paint = () => document.documentElement?.style.setProperty('color-scheme', look.colours);
    paint();
    document.addEventListener('readystatechange', paint);
  }

  document.addEventListener('load', (event) => event.target.sheet && translateSheet(event.target.sheet), true);
  document.addEventListener('readystatechange', translatePage);

  const { matchMedia } = window;
  window.matchMedia = (query) => matchMedia.call(window, translate(String(query)));

  // From the moment on time goes by as ever: clocks of the page run.
  if (look.moment) {
    const Clock = Date;
    const now = Clock.now.bind(Clock);
    const ahead = look.moment - now();
    const then = () => now() + ahead;
    Clock.now = then;
    window.Date = new Proxy(Clock, {
      apply: () => new Clock(then()).toString(),
      construct: (target, parts, made) => Reflect.construct(target, parts.length ? parts : [then()], made),
    });
    Clock.prototype.constructor = window.Date;
  }

  if (look.height) {
    for (const [name, size] of Object.entries({ width: look.width, height: look.height, availWidth: look.width, availHeight: look.height }))
      Object.defineProperty(Screen.prototype, name, { get: () => size, configurable: true });
  }

  if (look.touch) {
    Object.defineProperty(Navigator.prototype, 'maxTouchPoints', { get: () => 5, configurable: true });
    if (!('ontouchstart' in window))
      window.ontouchstart = null;
  }
})();
