// Where a pointer rests on a product in a list: its page comes ahead of time, and with it its second photograph.

const REST = 120;

// Its second photograph as wide as the card, or null.
function second(page, frame) {
  const picture = page.querySelector('.gallery-strip > li:nth-child(2) picture');
  const image = picture?.querySelector('img');
  if (!image)
    return null;
  for (const each of picture.querySelectorAll('[sizes]'))
    each.sizes = `${frame.clientWidth}px`;
  Object.assign(image, { alt: '', loading: 'eager' });
  image.classList.add('card-second');
  return document.importNode(picture, true);
}

async function bring(card) {
  const frame = card.querySelector('.card-frame');
  const answer = await fetch(card.querySelector('.card-title a').href, { headers: { Accept: 'text/html' } });
  const picture = answer.ok && second(new DOMParser().parseFromString(await answer.text(), 'text/html'), frame);
  if (!picture)
    return;
  frame.querySelector('picture').after(picture);
  const image = picture.querySelector('img');
  await image.decode();
  image.classList.add('card-ready');
}

export function start() {
  const asked = new WeakSet();
  let rest = 0;
  function consider(card) {
    clearTimeout(rest);
    if (!card || card.matches('.card-out') || asked.has(card) || !card.querySelector('picture'))
      return;
    rest = setTimeout(() => {
      asked.add(card);
      // Without it the card is what it was.
      bring(card).catch(() => {});
    }, REST);
  }

  document.addEventListener('pointerover', event => event.pointerType === 'mouse' && consider(event.target.closest('.card')));
  consider(document.querySelector('.card:hover'));
}
