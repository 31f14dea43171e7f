// A finger on the page, moved by the app: taps, drags that scroll, and the swing of the page after the finger has left.
// Coordinates are CSS pixels of the view. Lives in the preview's own script world.

(() => {
  const SLOP = 10;                 // px a finger trembles without meaning it
  const FRICTION = 0.95;           // of the speed that is left after a frame
  const SLOWEST = 0.02;            // px in a millisecond
  let finger = null;

  function send(type, { x, y, target }) {
    const init = { bubbles: true, cancelable: !/cancel/.test(type), composed: true, clientX: x, clientY: y, pointerId: 2,
      pointerType: 'touch', isPrimary: true, width: 22, height: 22, button: type === 'pointermove' ? -1 : 0,
      buttons: /down|move/.test(type) ? 1 : 0, pressure: /down|move/.test(type) ? 0.5 : 0 };
    return target.dispatchEvent(type.startsWith('pointer') ? new PointerEvent(type, init) : new MouseEvent(type, init));
  }

  // What a drag in this direction moves: the nearest that can still go there, and at last the page.
  function scrollerOf(element, dx, dy) {
    for (let each = element; each && each !== document.documentElement; each = each.parentElement) {
      const style = getComputedStyle(each);
      const wide = /auto|scroll/.test(style.overflowX) && each.scrollWidth > each.clientWidth;
      const high = /auto|scroll/.test(style.overflowY) && each.scrollHeight > each.clientHeight;
      if ((wide && Math.abs(dx) > Math.abs(dy)) || (high && Math.abs(dy) >= Math.abs(dx)))
        return each;
      if (style.touchAction === 'none')
        return null;
    }
    return document.scrollingElement;
  }

  function down(x, y) {
    const target = document.elementFromPoint(x, y) ?? document.documentElement;
    finger = { x, y, target, from: { x, y }, at: performance.now(), speed: { x: 0, y: 0 }, scroller: null, kept: false };
    send('pointerover', finger);
    finger.kept = !send('pointerdown', finger);
  }

  function move(x, y) {
    if (!finger)
      return;
    const now = performance.now();
    const step = { x: finger.x - x, y: finger.y - y };
    const gone = { x: finger.from.x - x, y: finger.from.y - y };
    const elapsed = Math.max(1, now - finger.at);
    finger.speed = { x: step.x / elapsed, y: step.y / elapsed };
    Object.assign(finger, { x, y, at: now });
    if (!finger.scroller) {
      finger.kept = !send('pointermove', finger) || finger.kept;
      if (finger.kept || Math.hypot(gone.x, gone.y) < SLOP)
        return;
      finger.scroller = scrollerOf(finger.target, gone.x, gone.y);
      if (!finger.scroller) {
        finger.kept = true;
        return;
      }
      send('pointercancel', finger);
      // Each small step would be snapped back to where it came from.
      finger.scroller.style.scrollSnapType = 'none';
      finger.scroller.style.scrollBehavior = 'auto';
    }
    finger.scroller.scrollBy(step.x, step.y);
  }

  function up() {
    if (!finger)
      return;
    const { scroller, kept, target, speed, at } = finger;
    const last = finger;
    finger = null;
    if (scroller) {
      swing(scroller, performance.now() - at > 80 ? { x: 0, y: 0 } : speed);
      return;
    }
    send('pointerup', last);
    if (kept)
      return;
    // What browsers make of a tap for pages that know only mice.
    for (const type of ['mousemove', 'mousedown'])
      send(type, last);
    target.closest('a, button, input, select, textarea, summary, [tabindex]')?.focus({ preventScroll: true });
    send('mouseup', last);
    target.click?.();
  }

  function swing(scroller, speed) {
    const rest = () => {
      // The browser finds the nearest place to snap to by itself.
      const { scrollLeft, scrollTop } = scroller;
      scroller.style.removeProperty('scroll-snap-type');
      scroller.scrollTo({ left: scrollLeft, top: scrollTop, behavior: 'smooth' });
      scroller.style.removeProperty('scroll-behavior');
    };
    let last = performance.now();
    const frame = (now) => {
      if (finger || Math.hypot(speed.x, speed.y) < SLOWEST) {
        rest();
        return;
      }
      scroller.scrollBy(speed.x * (now - last), speed.y * (now - last));
      speed = { x: speed.x * FRICTION, y: speed.y * FRICTION };
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  globalThis.vitrineTouch = {
    down, move, up,
    wheel: (x, y, dx, dy) => scrollerOf(document.elementFromPoint(x, y), dx, dy)?.scrollBy(dx, dy),
  };
})();
