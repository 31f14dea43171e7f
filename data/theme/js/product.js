// The product page: choosing a variant shows its price, stock, photograph and delivery, and puts it into the address.

export function start(core) {
  const { words } = core;
  const root = document.querySelector('[data-product]');
  const form = root.querySelector('[data-buy]');
  const find = name => root.querySelector(`[data-${name}]`);
  const variants = [...form.querySelectorAll('input[name="variant"][type="radio"]')];
  const quantity = form.elements.quantity;
  const country = find('place')?.elements.country;
  const button = find('buy-button');
  const bar = document.querySelector('[data-buybar]');
  let request = null;

  const valuesOf = variant => JSON.parse(variant.dataset.values);
  const chosen = () => variants.find(variant => variant.checked) ?? form.elements.variant;
  const text = (tag, className, content) => Object.assign(document.createElement(tag), { className, textContent: content });

  function showPrice({ now, was, note }) {
    const price = text('span', was ? 'price price-reduced' : 'price', '');
    if (was) {
      const old = document.createElement('s');
      old.append(text('span', 'hidden', words.priceWas + ' '), was);
      price.append(text('span', 'hidden', words.priceNow + ' '), text('span', '', now), ' ', old);
    } else {
      price.append(text('span', '', now));
    }
    find('price').replaceChildren(price);
    find('price-note').textContent = note ?? '';
    bar.querySelector('[data-price-short]').textContent = now;
  }

  function showStock({ stock, level, most, canBuy }) {
    const line = find('stock-line');
    const can = canBuy !== undefined;
    line.className = `stock stock-${level}`;
    line.textContent = stock;
    quantity.max = most;
    if (Number(quantity.value) > Number(most))
      quantity.value = Math.max(1, most);
    button.disabled = !can;
    button.textContent = can ? words.add : words.soldOut;
  }

  function showPhoto(id) {
    const figure = id && root.querySelector(`[data-photo="${id}"]`);
    if (!figure)
      return;
    const gallery = figure.parentElement;
    gallery.prepend(figure);
    const image = figure.querySelector('img');
    for (const sized of figure.querySelectorAll('[sizes]'))
      sized.sizes = '(min-width: 62em) 54vw, 100vw';
    if (image)
      image.loading = 'eager';
    gallery.scrollTo({ left: 0 });
  }

  async function showDelivery() {
    const box = find('delivery');
    if (!box)
      return;
    request?.abort();
    request = new AbortController();
    const list = find('delivery-options');
    const total = find('delivery-total');
    list.setAttribute('aria-busy', 'true');
    try {
      const answer = await core.quote({
        lines: [{ variant: Number(chosen().value), quantity: Math.max(1, Number(quantity.value) || 1) }],
        discount: '', country: country.value, postcode: country.value === core.place().country ? core.place().postcode : '',
      }, request.signal);
      const rows = answer.shipping.map(option => [[option.name, core.days(option.days)].filter(Boolean).join(', '), option.display]);
      list.replaceChildren(...(rows.length ? rows : [[words.noDelivery, '']]).map(([name, price]) => {
        const row = document.createElement('div');
        row.append(text('dt', price ? '' : 'wrong', name), text('dd', '', price));
        return row;
      }));
      total.textContent = answer.shipping.length ? answer.display.total : '';
    } catch (error) {
      if (error.name === 'AbortError')
        return;
    }
    list.removeAttribute('aria-busy');
  }

  function choose(variant) {
    variant.checked = true;
    for (const name of form.querySelectorAll('[data-choices]:not([hidden]) [data-chosen]'))
      name.textContent = variant.dataset.title;
    showPrice(variant.dataset);
    showStock(variant.dataset);
    showPhoto(variant.dataset.photo);
  }

  function chosenByShopper(variant) {
    const address = new URL(location.href);
    address.searchParams.set('variant', variant.value);
    history.replaceState(history.state, '', address);
    choose(variant);
    core.announce([variant.dataset.title, variant.dataset.now, variant.dataset.stock].filter(Boolean).join(', '));
    showDelivery();
  }

  // With two options or more, one list of every combination becomes a picker for each option.
  function buildPickers() {
    const pickers = [...find('options').content.cloneNode(true).children];
    const all = variants.map(valuesOf);
    const pick = (option, value) => {
      const wanted = valuesOf(chosen());
      wanted[option] = value;
      const fits = variants.filter(variant => valuesOf(variant)[option] === value);
      const same = variant => valuesOf(variant).filter((each, index) => each === wanted[index]).length;
      chosenByShopper(fits.sort((a, b) => same(b) - same(a))[0]);
      show();
    };
    pickers.forEach((picker, option) => {
      const list = picker.querySelector('.choices-list');
      for (const value of new Set(all.map(values => values[option]))) {
        const label = text('label', 'choice', '');
        const radio = Object.assign(document.createElement('input'), { type: 'radio', name: `option-${option}`, value });
        const shown = text('span', 'choice-words', '');
        shown.append(text('span', 'choice-title', value), text('span', 'choice-stock', ''));
        label.append(radio, shown);
        list.append(label);
        radio.addEventListener('change', () => pick(option, value));
      }
    });
    const show = () => {
      const current = valuesOf(chosen());
      pickers.forEach((picker, option) => {
        picker.querySelector('[data-chosen]').textContent = current[option];
        for (const radio of picker.querySelectorAll('input')) {
          const wanted = current.map((value, index) => (index === option ? radio.value : value));
          const variant = variants.find(each => valuesOf(each).every((value, index) => value === wanted[index]));
          radio.checked = radio.value === current[option];
          radio.closest('label').classList.toggle('choice-out', !variant || variant.dataset.canBuy === undefined);
          radio.closest('label').querySelector('.choice-stock').textContent = !variant ? words.noneSuch
            : variant.dataset.canBuy === undefined ? words.soldOut : '';
        }
      });
    };
    find('choices').hidden = true;
    find('choices').before(...pickers);
    show();
  }

  const asked = new URLSearchParams(location.search).get('variant');
  const start = variants.find(variant => variant.value === asked);
  const other = start && !start.checked;
  if (other)
    choose(start);
  else if (variants.length)
    for (const name of form.querySelectorAll('[data-choices] [data-chosen]'))
      name.textContent = chosen().dataset.title;
  if (variants.length && valuesOf(variants[0]).length > 1)
    buildPickers();
  for (const variant of variants)
    variant.addEventListener('change', () => chosenByShopper(variant));

  const rendered = country?.value;
  if (country) {
    const wanted = core.place().country;
    if ([...country.options].some(option => option.value === wanted))
      country.value = wanted;
    country.addEventListener('change', () => {
      core.writeCookie('country', country.value);
      core.writeCookie('postcode', '');
      showDelivery();
    });
  }
  if (other || (country && country.value !== rendered))
    showDelivery();
  quantity.addEventListener('change', showDelivery);

  // Once the button has scrolled away upwards, a bar with name, price and button stays at the bottom.
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting || entry.boundingClientRect.top > 0 || button.disabled;
  }).observe(button);
  bar.querySelector('[data-buybar-add]').addEventListener('click', () => form.requestSubmit(button));
}
