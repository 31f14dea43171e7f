// A popup that keeps its manners: once in a session, at most one a day, quiet for weeks after "No thanks", never over another
// dialog, and with a countdown that ends when the offer does.

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
const DEPTH = 0.4;          // of the page, before a fast scroll upwards on a phone counts as leaving
const FAST = 1.2;           // pixels in a millisecond
const SESSION = 'vt-popup';
const LAST = 'vt-popup-last';

function store(area, key, value) {
  try {
    if (value === undefined)
      return area().getItem(key);
    area().setItem(key, value);
  } catch { /* storage is off: the popup may then be seen again in the next visit */ }
  return null;
}

const local = () => localStorage;
const session = () => sessionStorage;

export function start(core) {
  const dialog = document.getElementById('popup');
  const data = dialog.dataset;
  const preview = document.documentElement.hasAttribute('data-preview');
  const own = `vt-popup-${dialog.dataset.vtId}`;
  const began = performance.now();
  const atOnce = preview && dialog.hasAttribute('data-at-once');
  const touch = matchMedia('(hover: none)').matches;
  const stops = [];
  let timer = 0;
  // Whether somebody said yes, or time ran out: then nobody closed it.
  let settled = false;

  // Read each time: the preview changes it while the popup stands open.
  const ends = () => Number(data.ends) || 0;
  const over = () => ends() > 0 && Date.now() >= ends();

  function allowed() {
    if (over())
      return false;
    if (preview)
      return true;
    const [version, until] = (store(local, own) ?? '').split(' ');
    const fromOutside = document.referrer && new URL(document.referrer).origin !== location.origin;
    return !store(session, SESSION)
      && Date.now() - Number(store(local, LAST) ?? 0) > DAY
      && !(version === data.version && Date.now() < Number(until))
      && !(touch && fromOutside);
  }

  function listen(target, name, handler) {
    target.addEventListener(name, handler, { passive: true });
    stops.push(() => target.removeEventListener(name, handler));
  }

  function show() {
    if (dialog.open || document.querySelector('dialog[open]') || document.visibilityState !== 'visible' || !allowed())
      return;
    for (const stop of stops.splice(0))
      stop();
    store(session, SESSION, '1');
    store(local, LAST, String(Date.now()));
    if (ends())
      tick();
    dialog.showModal();
    core.tell({ name: 'popup_shown' });
  }

  function tick() {
    const left = Math.max(0, ends() - Date.now());
    const parts = { days: left / DAY, hours: (left / 3600000) % 24, minutes: (left / 60000) % 60, seconds: (left / SECOND) % 60 };
    for (const [unit, amount] of Object.entries(parts))
      for (const place of dialog.querySelectorAll(`[data-unit="${unit}"]`))
        place.textContent = Math.floor(amount);
    if (left === 0 && !atOnce) {
      settled = true;
      dialog.close();
      return;
    }
    timer = setTimeout(tick, left % SECOND || SECOND);
  }

  // The pointer leaves through the top, on its way up.
  function watchPointer() {
    let y = innerHeight;
    let up = false;
    listen(document, 'mousemove', event => {
      if (event.clientY !== y)
        up = event.clientY < y;
      y = event.clientY;
    });
    listen(document.documentElement, 'mouseleave', event => {
      if (event.clientY <= 0 && (up || event.clientY < y))
        later(show, 0);
    });
  }

  // A phone has no pointer: a fast scroll back up, after having read some way down.
  function watchScroll() {
    let deepest = 0;
    let last = { y: scrollY, at: performance.now() };
    listen(window, 'scroll', () => {
      const at = performance.now();
      const speed = (scrollY - last.y) / Math.max(1, at - last.at);
      deepest = Math.max(deepest, depth());
      last = { y: scrollY, at };
      if (deepest >= DEPTH && speed < -FAST)
        later(show, Number(data.value) * 1.5);
    });
  }

  const depth = () => (scrollY + innerHeight) / document.documentElement.scrollHeight;

  // Runs @then unless the page is younger than @seconds.
  function later(then, seconds) {
    if (performance.now() - began >= Math.max(seconds, data.trigger === 'exit' ? Number(data.value) : 0) * SECOND)
      then();
  }

  // Whoever writes the popup sees it without having to leave, even one that shoppers do not get to see yet.
  if (atOnce) {
    dialog.addEventListener('close', () => clearTimeout(timer));
    dialog.querySelector('[data-accept]').addEventListener('click', event => event.preventDefault());
    tick();
    dialog.showModal();
    return;
  }

  dialog.addEventListener('close', () => {
    clearTimeout(timer);
    store(local, own, `${data.version} ${Date.now() + Number(data.quietDays) * DAY}`);
    if (!settled)
      core.tell({ name: 'popup_closed' });
  });

  dialog.querySelector('[data-accept]').addEventListener('click', event => {
    if (data.code)
      core.writeCookie('discount', data.code);
    settled = true;
    core.tell({ name: 'popup_accepted' });
    dialog.close();
    if (data.target || !document.getElementById('bag'))
      return;
    event.preventDefault();
    core.load('cart').then(bag => bag.open());
  });

  if (!allowed())
    return;
  if (data.trigger === 'time') {
    const wait = setInterval(show, Math.max(1, Number(data.value)) * SECOND);
    stops.push(() => clearInterval(wait));
  } else if (data.trigger === 'scroll') {
    listen(window, 'scroll', () => depth() * 100 >= Number(data.value) && show());
  } else if (touch) {
    watchScroll();
  } else {
    watchPointer();
  }
}
