// The page of an order: copies the payment's code, prints, and changes by itself when the order has moved on.

const FIRST_MS = 5_000;
const LAST_MS = 60_000;

export function start(core) {
  const root = document.querySelector('[data-order]');
  const { status } = root.dataset;
  const copy = root.querySelector('[data-copy]');
  let wait = FIRST_MS;

  for (const button of root.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(root.querySelector('[data-code]').value);
        copy.querySelector('span').textContent = copy.dataset.copied;
        core.announce(copy.dataset.copied);
      } catch {
        root.querySelector('[data-code]').select();
      }
    });
  }

  // Less and less often, and never for a page that nobody looks at.
  async function look() {
    if (document.visibilityState === 'visible')
      try {
        const answer = await fetch(`${location.pathname}/status`, { cache: 'no-store' });
        if (answer.ok && (await answer.json()).status !== status) {
          location.reload();
          return;
        }
      } catch { /* no connection: the next time, perhaps */ }
    wait = Math.min(wait * 1.2, LAST_MS);
    setTimeout(look, wait);
  }

  if (root.hasAttribute('data-open'))
    setTimeout(look, wait);
}
