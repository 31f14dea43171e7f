// A sale in front of a camera: counts down by the shopper's clock, loads the film when it is asked for, and puts the code
// where the checkout finds it.

const SECOND = 1000;

export function start(core) {
  const page = document.querySelector('[data-live-page]');
  const number = (element, name) => Number(element.dataset[name]) || 0;
  let timer = 0;
  let shown = '';

  function state() {
    const now = Date.now();
    if (now < number(page, 'starts'))
      return 'before';
    return now < number(page, 'ends') ? 'running' : 'after';
  }

  // Only a change is read out; the first state is just there.
  function show(name) {
    for (const part of page.querySelectorAll('[data-state-of]'))
      part.hidden = part.dataset.stateOf !== name;
    page.dataset.state = name;
    if (shown && shown !== name)
      core.announce(page.querySelector(`[data-state-of="${name}"]`).textContent.trim());
    shown = name;
  }

  function tick() {
    const name = state();
    const left = Math.max(0, number(page, 'starts') - Date.now());
    const parts = { days: left / 86400000, hours: (left / 3600000) % 24, minutes: (left / 60000) % 60, seconds: (left / SECOND) % 60 };
    show(name);
    showCode();
    for (const [unit, amount] of Object.entries(parts))
      for (const place of page.querySelectorAll(`[data-unit="${unit}"]`))
        place.textContent = Math.floor(amount);
    clearTimeout(timer);
    timer = name === 'after' ? 0 : setTimeout(tick, name === 'before' ? left % SECOND || SECOND : 10 * SECOND);
  }

  // A code that has ended, or has yet to start, is no code.
  function showCode() {
    const form = page.querySelector('[data-live-code]');
    if (!form)
      return;
    const ends = number(form, 'codeEnds');
    form.hidden = (ends > 0 && Date.now() >= ends) || Date.now() < number(form, 'codeStarts');
  }

  async function useCode(form) {
    const code = form.dataset.liveCode;
    core.writeCookie('discount', code);
    try {
      await navigator.clipboard.writeText(code);
    } catch { /* the cookie is what counts */ }
    core.announce(form.dataset.copied);
    form.querySelector('button').textContent = form.dataset.copied;
  }

  function play(link) {
    const frame = document.createElement('iframe');
    Object.assign(frame, { src: link.dataset.embed, title: link.dataset.frameTitle, className: 'live-frame', allowFullscreen: true });
    frame.allow = 'autoplay; fullscreen; picture-in-picture; encrypted-media';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    // A server that does not let this page show the film sends people to it.
    document.addEventListener('securitypolicyviolation', event => {
      if (/^(frame|child)-src/.test(event.effectiveDirective))
        location.assign(link.href);
    }, { once: true });
    link.replaceWith(frame);
    frame.focus();
  }

  for (const link of page.querySelectorAll('[data-embed]')) {
    const word = link.querySelector('[data-play-word]');
    word.textContent = word.dataset.playWord;
    link.setAttribute('role', 'button');
    link.removeAttribute('target');
    link.addEventListener('keydown', event => {
      if (event.key === ' ') {
        event.preventDefault();
        play(link);
      }
    });
  }
  for (const button of page.querySelectorAll('[data-copy-word]'))
    button.textContent = button.dataset.copyWord;

  page.addEventListener('click', event => {
    const link = event.target.closest('[data-embed]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    play(link);
  });
  page.addEventListener('submit', event => {
    if (!event.target.matches('[data-live-code]'))
      return;
    event.preventDefault();
    useCode(event.target);
  });
  addEventListener('pageshow', event => event.persisted && tick());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && tick());
  tick();
}
