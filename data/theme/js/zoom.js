// The photographs alone: swipe or arrow keys turn them, a press, a double tap or two fingers enlarge, Esc closes.

const MOST = 4;
const PRESSED = 2.5;

export function open(link, photos, own, core) {
  const dialog = document.getElementById('zoom');
  const strip = dialog.querySelector('.zoom-strip');
  const count = dialog.querySelector('[data-zoom-count]');
  const smooth = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  const first = photos.findIndex(photo => photo.contains(link));
  const listening = new AbortController();
  const { signal } = listening;
  const fingers = new Map();
  let current = -1;
  let view = { scale: 1, x: 0, y: 0 };
  let start = null;
  let moved = false;

  strip.replaceChildren(...photos.map(photo => {
    const item = document.createElement('li');
    const image = photo.querySelector('picture')?.cloneNode(true);
    for (const sized of image?.querySelectorAll('[sizes]') ?? [])
      sized.sizes = '100vw';
    if (image)
      item.append(image);
    return item;
  }));
  const image = () => strip.children[current]?.querySelector('img');

  function draw() {
    const it = image();
    if (!it)
      return;
    strip.classList.toggle('zoom-in', view.scale > 1);
    const limit = (size, length) => Math.min(0, Math.max(length - length * view.scale, size));
    view.x = limit(view.x, it.offsetWidth);
    view.y = limit(view.y, it.offsetHeight);
    it.style.transform = view.scale > 1 ? `translate(${view.x}px, ${view.y}px) scale(${view.scale})` : '';
  }

  // What is under the point stays under it.
  function scaleTo(scale, x, y) {
    const box = image().getBoundingClientRect();
    const to = Math.max(1, Math.min(MOST, scale));
    const left = x - (box.left - view.x);
    const top = y - (box.top - view.y);
    view = { scale: to, x: left - (left - view.x) * to / view.scale, y: top - (top - view.y) * to / view.scale };
    draw();
  }

  function reach(index) {
    if (index === current || !strip.children[index])
      return;
    view = { scale: 1, x: 0, y: 0 };
    draw();
    current = index;
    strip.children[index].querySelector('img')?.setAttribute('loading', 'eager');
    count.textContent = core.fill(own.photoOf, { number: index + 1, count: photos.length });
    for (const button of dialog.querySelectorAll('[data-turn]'))
      button.disabled = !strip.children[index + Number(button.dataset.turn)];
  }

  function turn(step) {
    const next = strip.children[current + step];
    if (!next)
      return;
    reach(current + step);
    strip.scrollTo({ left: next.offsetLeft, behavior: smooth });
    core.announce([count.textContent, next.querySelector('img')?.alt].filter(Boolean).join(': '));
  }

  const middle = () => {
    const points = [...fingers.values()];
    return { x: (points[0].x + points.at(-1).x) / 2, y: (points[0].y + points.at(-1).y) / 2,
      apart: Math.hypot(points[0].x - points.at(-1).x, points[0].y - points.at(-1).y) };
  };
  const begin = () => { start = fingers.size ? { ...middle(), view: { ...view } } : null; };

  strip.addEventListener('pointerdown', event => {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved = moved && fingers.size > 1;
    begin();
  }, { signal });
  strip.addEventListener('pointermove', event => {
    if (!fingers.has(event.pointerId))
      return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = middle();
    moved ||= Math.hypot(now.x - start.x, now.y - start.y) > 6;
    if (fingers.size > 1) {
      moved = true;
      scaleTo(start.view.scale * now.apart / Math.max(1, start.apart), now.x, now.y);
    } else if (view.scale > 1) {
      view.x = start.view.x + now.x - start.x;
      view.y = start.view.y + now.y - start.y;
      draw();
    }
  }, { signal });
  for (const name of ['pointerup', 'pointercancel', 'pointerleave'])
    strip.addEventListener(name, event => {
      fingers.delete(event.pointerId);
      begin();
    }, { signal });
  strip.addEventListener('click', event => {
    if (!moved && event.target.matches('img'))
      scaleTo(view.scale > 1 ? 1 : PRESSED, event.clientX, event.clientY);
    moved = false;
  }, { signal });
  strip.addEventListener('wheel', event => {
    if (!event.ctrlKey)
      return;
    event.preventDefault();
    scaleTo(view.scale * Math.exp(-event.deltaY / 100), event.clientX, event.clientY);
  }, { signal, passive: false });
  strip.addEventListener('scroll', () => {
    if (view.scale === 1)
      reach(Math.round(strip.scrollLeft / strip.clientWidth));
  }, { signal, passive: true });
  dialog.addEventListener('click', event => {
    const button = event.target.closest('[data-turn]');
    if (button)
      turn(Number(button.dataset.turn));
  }, { signal });
  dialog.addEventListener('keydown', event => {
    const keys = { ArrowLeft: -1, ArrowRight: 1 };
    if (event.key in keys) {
      event.preventDefault();
      turn(keys[event.key] * (document.dir === 'rtl' ? -1 : 1));
    } else if (event.key === '+' || event.key === '-') {
      const box = image().getBoundingClientRect();
      scaleTo(view.scale * (event.key === '+' ? 1.5 : 1 / 1.5), box.left + box.width / 2, box.top + box.height / 2);
    }
  }, { signal });
  dialog.addEventListener('close', () => {
    listening.abort();
    strip.replaceChildren();
    strip.classList.remove('zoom-in');
    link.focus({ preventScroll: true });
  }, { once: true });

  dialog.showModal();
  reach(first);
  strip.scrollTo({ left: strip.children[first].offsetLeft, behavior: 'instant' });
}
