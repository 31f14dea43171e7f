// The product's page: choices, gallery, delivery before the bag, and the bar that stays. The page works without it.

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function start(core) {
  const { words, fill } = core;
  const root = document.querySelector('[data-product]');
  const own = document.getElementById('product-words').dataset;
  const form = root.querySelector('[data-buy]');
  const find = name => root.querySelector(`[data-${name}]`);
  const quantity = form.elements.quantity;
  const button = find('buy-button');
  const bar = document.querySelector('[data-buybar]');
  const element = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });

  // Variants: rows of numbers that point at what many of them share.
  const data = JSON.parse(document.getElementById('variants').textContent);
  let id = 0;
  const variants = data.variants.map(row => {
    const [price, stock, photo, sku] = row.slice(1 + data.options);
    id += row[0];
    return { id, values: row.slice(1, 1 + data.options), price: data.prices[price], stock: data.stocks[stock], photo, sku: sku ?? '' };
  });
  const byValues = new Map(variants.map(variant => [variant.values.join(), variant]));
  const byId = new Map(variants.map(variant => [variant.id, variant]));
  const rows = [...form.querySelectorAll('[data-option]')];
  const picked = row => row.querySelector('input:checked, select')?.selectedOptions?.[0] ?? row.querySelector('input:checked');
  const indexOf = row => Number(picked(row)?.dataset.index ?? 0);
  const items = row => [...row.querySelectorAll('[data-index]')];
  const nameOf = item => (item.closest('label')?.querySelector('.choice-title') ?? item).textContent;
  const hidden = form.querySelector('[data-variant]');
  const variantAt = position => byValues.get(position.join());
  const chosenId = () => Number(new FormData(form).get('variant'));
  let chosen = byId.get(chosenId()) ?? variants[0];

  const titleOf = variant => rows.map((row, index) =>
    nameOf(items(row).find(item => Number(item.dataset.index) === variant.values[index]))).join(' / ');

  function showPrice([now, was, note]) {
    const price = element('span', was ? 'price price-reduced' : 'price', '');
    if (was) {
      const old = document.createElement('s');
      old.append(element('span', 'hidden', words.priceWas + ' '), was);
      price.append(element('span', 'hidden', words.priceNow + ' '), element('span', '', now), ' ', old);
    } else {
      price.append(element('span', '', now));
    }
    find('price').replaceChildren(price);
    find('price-note').textContent = note ?? '';
    bar.querySelector('[data-price-short]').textContent = now;
  }

  function showStock([level, text, , most], now) {
    const line = find('stock-line');
    line.className = `stock stock-${level}`;
    find('stock').textContent = text;
    quantity.max = Math.max(1, most);
    if (Number(quantity.value) > most)
      quantity.value = Math.max(1, most);
    button.disabled = !most;
    button.textContent = most ? `${words.add}, ${now}` : words.soldOut;
    for (const name of ['promise', 'delivery', 'free'])
      find(name)?.toggleAttribute('hidden', !most);
    const notify = root.querySelector('[data-notify]');
    notify.hidden = most > 0;
    notify.elements.variant.value = chosen.id;
  }

  // What each value leads to, everything else as it is chosen.
  function showRows() {
    rows.forEach((row, option) => {
      for (const item of items(row)) {
        const index = Number(item.dataset.index);
        if (item.matches('input'))
          item.checked = index === chosen.values[option];
        else if (index === chosen.values[option])
          item.selected = true;
        if (data.options < 2 || !item.matches('input'))
          continue;
        const variant = variantAt(chosen.values.map((value, position) => (position === option ? index : value)));
        const label = item.closest('label');
        label.classList.toggle('choice-out', !variant?.stock[3]);
        label.querySelector('.choice-stock').textContent = !variant ? words.noneSuch : variant.stock[3] ? '' : words.soldOut;
      }
      const name = row.querySelector('[data-chosen]');
      if (name)
        name.textContent = nameOf(picked(row));
    });
  }

  function show(variant) {
    chosen = variant;
    if (hidden)
      hidden.value = variant.id;
    showRows();
    showPrice(variant.price);
    showStock(variant.stock, variant.price[0]);
    const sku = find('sku');
    if (sku) {
      sku.textContent = variant.sku;
      find('sku-row').hidden = !variant.sku;
    }
    for (const field of root.querySelectorAll('[data-place] [name="variant"]'))
      field.value = variant.id;
    if (variant.photo)
      showPhoto(variant.photo);
  }

  function chosenByShopper(variant) {
    const address = new URL(location.href);
    address.searchParams.set('variant', variant.id);
    history.replaceState(history.state, '', address);
    show(variant);
    core.announce([titleOf(variant), variant.price[0], variant.stock[1]].filter(Boolean).join(', '));
    showDelivery();
  }

  form.addEventListener('change', event => {
    const row = event.target.closest('[data-option]');
    if (!row)
      return;
    const option = rows.indexOf(row);
    const wanted = chosen.values.map((value, position) => (position === option ? indexOf(row) : value));
    const same = variant => variant.values.filter((value, position) => value === wanted[position]).length;
    const near = variants.filter(variant => variant.values[option] === wanted[option]);
    chosenByShopper(variantAt(wanted) ?? near.reduce((best, each) => (same(each) > same(best) ? each : best), near[0]));
  });

  // The gallery -------------------------------------------------------------------------------------------------------
  const gallery = find('gallery');
  const strip = gallery.querySelector('.gallery-strip');
  const photos = [...strip.querySelectorAll('[data-photo]')];
  const dots = [...gallery.querySelectorAll('[data-dots] a')];
  const count = gallery.querySelector('[data-count-of]');
  const smooth = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

  function mark(number) {
    dots.forEach((dot, index) => (index + 1 === number ? dot.setAttribute('aria-current', 'true') : dot.removeAttribute('aria-current')));
    if (count && !dots.length && photos.length > 1)
      count.textContent = fill(own.photoOf, { number, count: photos.length });
  }

  function showPhoto(number) {
    const photo = photos.find(each => Number(each.dataset.photo) === number);
    if (!photo)
      return;
    if (strip.scrollWidth > strip.clientWidth + 1) {
      strip.scrollTo({ left: photo.offsetLeft - strip.offsetLeft, behavior: smooth() });
      return;
    }
    // On the wall of photographs the chosen one is the large one.
    strip.prepend(photo);
    for (const sized of photo.querySelectorAll('[sizes]'))
      sized.sizes = '(min-width: 62em) 54vw, 100vw';
    photo.querySelector('img')?.setAttribute('loading', 'eager');
  }

  if (photos.length > 1) {
    const watch = new IntersectionObserver(entries => {
      for (const entry of entries)
        if (entry.isIntersecting)
          mark(Number(entry.target.dataset.photo));
    }, { root: strip, threshold: 0.6 });
    photos.forEach(photo => watch.observe(photo));
  }
  gallery.addEventListener('click', async event => {
    const dot = event.target.closest('[data-dots] a');
    const link = event.target.closest('[data-zoom]');
    if (event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    if (dot) {
      event.preventDefault();
      showPhoto(dots.indexOf(dot) + 1);
    } else if (link) {
      event.preventDefault();
      try {
        (await import(document.getElementById('zoom').dataset.module)).open(link, photos, own, core);
      } catch {
        location.assign(link.href);
      }
    }
  });
  const all = gallery.querySelector('[data-all-photos]');
  if (all) {
    all.querySelector('button').addEventListener('click', () => {
      all.hidden = true;
      strip.classList.add('gallery-whole');
      photos[7]?.querySelector('a').focus();
    });
  }

  // Delivery ----------------------------------------------------------------------------------------------------------
  const place = find('place');
  const country = place?.querySelector('[name="country"]');
  const postcode = place?.querySelector('[name="postcode"]');
  let request = null;

  function showOptions(answer) {
    const row = (name, price) => {
      const line = document.createElement('div');
      line.append(element('dt', price ? '' : 'wrong', name), element('dd', '', price));
      return line;
    };
    const lines = answer.shipping.map(option =>
      row([option.name, option.dates?.display || core.days(option.days)].filter(Boolean).join(', '), option.price === 0 ? own.free : option.display));
    find('delivery-options').replaceChildren(...(lines.length ? lines : [row(words.noDelivery, '')]));
    find('delivery-total').textContent = answer.shipping.length ? answer.display.total : '';
    find('free').textContent = answer.free_delivery?.text ?? '';
  }

  async function showDelivery(quietly) {
    if (!place || !chosen.stock[3])
      return;
    const list = find('delivery-options');
    const asked = chosen;
    request?.abort();
    request = new AbortController();
    if (quietly !== true)
      list.setAttribute('aria-busy', 'true');
    try {
      const answer = await core.quote({
        lines: [{ variant: chosen.id, quantity: Math.max(1, Number(quantity.value) || 1) }],
        discount: '', country: country.value, postcode: postcode.value,
      }, request.signal);
      if (answer.lines[0]?.problem === 'out-of-stock') {
        asked.stock = ['out', words.soldOut, words.soldOut, 0];
        show(asked);
        return;
      }
      showOptions(answer);
    } catch (error) {
      if (error.name === 'AbortError')
        return;
    }
    list.removeAttribute('aria-busy');
  }

  if (place) {
    const { country: known, postcode: code } = core.place();
    const rendered = country.value + postcode.value;
    const namePlace = () => {
      find('place-name').textContent = [postcode.value, country.selectedOptions[0]?.textContent].filter(Boolean).join(', ');
    };
    if (!new URLSearchParams(location.search).has('country') && [...country.options].some(option => option.value === known)) {
      country.value = known;
      postcode.value = code;
    }
    place.querySelector('form').addEventListener('submit', event => {
      event.preventDefault();
      core.writeCookie('country', country.value);
      core.writeCookie('postcode', postcode.value.trim());
      namePlace();
      place.open = false;
      place.querySelector('summary').focus();
      showDelivery();
    });
    if (country.value + postcode.value !== rendered)
      namePlace();
    quantity.addEventListener('change', showDelivery);
    // The page may be days old: dates and stock are asked for once they come into view.
    new IntersectionObserver(([entry], watch) => {
      if (!entry.isIntersecting)
        return;
      watch.disconnect();
      showDelivery(true);
    }).observe(find('delivery'));
  }

  // How long an order leaves today: by the clock of the shop, on the days it works.
  function showPromise() {
    const promise = find('promise');
    if (!promise)
      return;
    const { cutoff, days, closed, zone } = promise.dataset;
    const at = offset => new Date(Date.now() + offset * 24 * 60 * 60 * 1000);
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    });
    const read = date => Object.fromEntries(clock.formatToParts(date).map(part => [part.type, part.value]));
    const works = date => {
      const { weekday, year, month, day } = read(date);
      return days.includes(WEEKDAYS.indexOf(weekday) + 1) && !closed.split(' ').includes(`${year}-${month}-${day}`);
    };
    const now = read(at(0));
    const left = Number(cutoff) - Number(now.hour) * 60 - Number(now.minute);
    if (left > 0 && works(at(0))) {
      const time = left >= 60 ? fill(own.promiseHours, { hours: Math.floor(left / 60), minutes: left % 60 }) : fill(own.promiseMinutes, { minutes: left });
      promise.textContent = fill(own.promiseToday, { time });
      return;
    }
    const next = [1, 2, 3, 4, 5, 6, 7].find(offset => works(at(offset)));
    if (next)
      promise.textContent = fill(own.promiseDay, {
        day: new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: zone, weekday: 'long' }).format(at(next)),
      });
  }
  showPromise();
  setInterval(showPromise, 60 * 1000);

  // To be told when it is back ----------------------------------------------------------------------------------------
  root.querySelector('[data-notify]').addEventListener('submit', async event => {
    const { target, submitter } = event;
    event.preventDefault();
    const wrong = target.querySelector('.wrong');
    const email = target.elements.email.value.trim();
    wrong.textContent = '';
    submitter?.setAttribute('aria-busy', 'true');
    try {
      await core.post('/api/v1/stock-requests', { variant: Number(target.elements.variant.value), email, language: document.documentElement.lang });
      const done = fill(own.notifyDone, { email });
      target.replaceChildren(element('p', 'notice', done));
      core.announce(done);
    } catch (error) {
      wrong.textContent = error.message || words.offline;
      target.elements.email.focus();
    }
    submitter?.removeAttribute('aria-busy');
  });

  // The device's own way to share comes first where there is one.
  const share = find('share');
  if (share && navigator.share)
    share.querySelector('summary').addEventListener('click', event => {
      event.preventDefault();
      navigator.share({ title: document.title, url: location.href }).catch(error => {
        if (error.name !== 'AbortError')
          share.open = true;
      });
    });

  // Once the button has scrolled away upwards, a bar with name, price and button stays at the bottom.
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting || entry.boundingClientRect.top > 0 || button.disabled;
  }).observe(button);
  bar.querySelector('[data-buybar-add]').addEventListener('click', () => form.requestSubmit(button));

  const asked = byId.get(Number(new URLSearchParams(location.search).get('variant')));
  if (asked && asked !== chosen) {
    show(asked);
  } else {
    mark(1);
  }
}
