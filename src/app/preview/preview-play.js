// Plays what a popup waits for, on the page that the editor asked for with `?popup=<id>&play=<trigger>`: the pointer goes
// out through the top, a finger flicks back up, the page is read some way down; then the popup is told that it is so.
// Lives in the preview's own script world; popup.js listens to it in previews alone.

(() => {
  const TOUCH_WIDTH = 900;                           // CSS pixels: devices below it are touched in the preview
  const MOVE = 900;                                  // milliseconds that a gesture takes
  const TRIES = 25;
  const query = new URLSearchParams(location.search);
  const trigger = query.get('play');
  if (!trigger || !query.get('popup'))
    return;

  const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const touched = innerWidth < TOUCH_WIDTH;
  const opened = () => document.querySelector('.popup[open]');

  // A pointer of our own: that of the merchant stays where it is.
  function makePointer() {
    const arrow = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    arrow.setAttribute('viewBox', '0 0 24 24');
    arrow.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', 'M4 2l6 18 3-7 7-3z');
    path.setAttribute('fill', '#1c1c1c');
    path.setAttribute('stroke', '#fff');
    path.setAttribute('stroke-width', '1.5');
    arrow.append(path);
    Object.assign(arrow.style, { position: 'fixed', left: '60%', top: '45%', width: '44px', height: '44px', zIndex: '2147483647', pointerEvents: 'none' });
    return arrow;
  }

  async function leaveByPointer() {
    const arrow = makePointer();
    document.documentElement.append(arrow);
    await arrow.animate([{ top: '45%', left: '60%' }, { top: '-44px', left: '52%' }], { duration: calm ? 1 : MOVE, easing: 'ease-in', fill: 'forwards' }).finished;
    arrow.remove();
  }

  async function read(part) {
    const root = document.documentElement;
    scrollTo({ top: (root.scrollHeight - innerHeight) * part, behavior: calm ? 'auto' : 'smooth' });
    await wait(calm ? 1 : MOVE);
  }

  async function flickBack() {
    await read(0.5);
    scrollTo({ top: Math.max(0, scrollY - 2 * innerHeight), behavior: calm ? 'auto' : 'smooth' });
    await wait(calm ? 1 : MOVE / 2);
  }

  async function play() {
    if (trigger === 'exit')
      await (touched ? flickBack() : leaveByPointer());
    else if (trigger === 'scroll')
      await read(0.5);
    else
      await wait(MOVE);

    // The popup's own script may still be on its way.
    for (let i = 0; i < TRIES && !opened(); i++) {
      document.dispatchEvent(new Event('vt-play'));
      await wait(200);
    }
    if (opened()?.classList.contains('popup-inline'))
      opened().scrollIntoView({ block: 'center' });
  }

  addEventListener('load', () => { play(); }, { once: true });
})();
