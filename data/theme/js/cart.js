// The bag as a drawer: filled from a quote, so that it always shows the host's own prices, stock and delivery.

export function start(core) {
  const { words, fill, cart } = core;
  const dialog = document.getElementById('bag');
  const part = Object.fromEntries([...dialog.querySelectorAll('[data-bag]')].map(each => [each.dataset.bag, each]));
  const template = document.getElementById('bag-line').content;
  const rows = new Map();
  let removed = null;
  let request = null;

  function lineOf(variant) {
    let row = rows.get(variant);
    if (!row) {
      row = template.cloneNode(true).firstElementChild;
      core.steppers(row);
      row.querySelector('input').addEventListener('change', event => change(variant, event.target));
      row.querySelector('[data-remove-line]').addEventListener('click', () => remove(variant));
      rows.set(variant, row);
    }
    return row;
  }

  function problemOf(line) {
    if (line.problem === 'less')
      return line.message || fill(words.less, { count: line.available });
    return line.problem === 'out-of-stock' ? words.gone : line.problem ? words.unknown : '';
  }

  // What the line costs, after what it cost before the discount.
  function sumOf(line) {
    const now = Object.assign(document.createElement('span'), { textContent: line.display?.total ?? '' });
    if (!line.discount)
      return [now];
    const was = document.createElement('s');
    was.append(Object.assign(document.createElement('span'), { className: 'hidden', textContent: words.priceWas + ' ' }), line.display.subtotal);
    return [was, ' ', now];
  }

  function showLine(line) {
    const row = lineOf(line.variant);
    const [, options, problem] = row.querySelectorAll('.line-words > p');
    const link = row.querySelector('.line-title a');
    const image = row.querySelector('img');
    const input = row.querySelector('input');
    link.textContent = line.title || words.unknown;
    if (line.url)
      link.href = line.url;
    if (line.picture && image?.getAttribute('src') !== line.picture)
      row.querySelector('.line-frame').replaceChildren(Object.assign(new Image(96, 116), { src: line.picture, alt: '' }));
    options.textContent = [line.options, line.backordered > 0 && words.onBackorder].filter(Boolean).join(', ');
    problem.textContent = problemOf(line);
    input.max = line.available > 0 ? Math.min(line.available, cart.MOST) : cart.MOST;
    if (input !== document.activeElement || Number(input.value) !== line.quantity)
      input.value = line.quantity;
    row.querySelector('[data-remove-line] .hidden').textContent = ': ' + line.title;
    row.querySelector('.line-total').replaceChildren(...sumOf(line));
    return row;
  }

  function total(name, value, wrong) {
    const row = document.createElement('div');
    const term = row.appendChild(document.createElement('dt'));
    term.textContent = name;
    row.appendChild(document.createElement('dd')).textContent = value;
    if (wrong)
      term.appendChild(Object.assign(document.createElement('span'), { className: 'wrong', textContent: wrong }));
    return row;
  }

  function showTotals(answer) {
    const chosen = answer.shipping.find(option => option.chosen);
    const pieces = answer.lines.reduce((sum, line) => sum + line.quantity, 0);
    const list = [total(core.plural('pieces', pieces), answer.display.subtotal)];
    const refused = answer.discounts.filter(discount => discount.problem && discount.code);
    const wrong = refused[0]?.message ?? '';
    for (const discount of answer.discounts.filter(each => !each.problem))
      list.push(total([discount.title, discount.code].filter(Boolean).join(', '), discount.display));
    for (const discount of refused)
      list.push(total(discount.code, '', discount.message));
    list.push(chosen ? total([chosen.name, chosen.dates?.display ?? core.days(chosen.days)].filter(Boolean).join(', '), chosen.display) : total('', '', words.noDelivery));
    part.totals.replaceChildren(...list);
    part.total.textContent = answer.display.total;
    part.tax.textContent = answer.tax.filter(tax => tax.included).map(tax => `${words.taxIncluded} ${tax.name}`).join(', ');
    document.getElementById('bag-code-error').textContent = wrong;
  }

  // One thing that goes with the bag; the host chose it and says why.
  function suggest(thing) {
    part.suggest.hidden = !thing;
    if (!thing)
      return;
    const link = part.suggest.querySelector('a');
    const [why, price] = part.suggest.querySelectorAll('.quiet');
    const button = part.suggest.querySelector('button');
    why.textContent = thing.why;
    Object.assign(link, { href: thing.url, textContent: thing.title });
    price.textContent = thing.price;
    part.suggest.querySelector('.line-frame').replaceChildren(...(thing.picture ? [Object.assign(new Image(64, 80), { src: thing.picture, alt: '' })] : []));
    button.setAttribute('aria-label', `${button.textContent}: ${thing.title}`);
    button.onclick = () => {
      cart.add(thing.variant, 1);
      core.tell({ name: 'add_to_cart', product: thing.product, variant: thing.variant, items: [{ item_id: String(thing.variant), item_name: thing.title, quantity: 1 }] });
      part.suggest.hidden = true;
      dialog.querySelector('[data-close]').focus();
      refresh(() => fill(words.added, { title: thing.title }));
    };
  }

  function show(answer) {
    const shown = new Set(answer.lines.map(line => line.variant));
    for (const [variant, row] of rows)
      if (!shown.has(variant)) {
        row.remove();
        rows.delete(variant);
      }
    part.lines.append(...answer.lines.map(showLine));
    part.free.hidden = !answer.free_delivery;
    if (answer.free_delivery) {
      part.free.querySelector('p').textContent = answer.free_delivery.text;
      part.free.querySelector('progress').value = answer.free_delivery.percent;
    }
    suggest(answer.suggestion);
    showTotals(answer);
    const less = answer.lines.filter(line => line.problem === 'less' && line.available > 0);
    if (less.length)
      cart.write(cart.lines().map(line => {
        const short = less.find(each => each.variant === line.variant);
        return short ? { variant: line.variant, quantity: short.available } : line;
      }));
  }

  async function refresh(say) {
    const empty = cart.lines().length === 0;
    request?.abort();
    request = new AbortController();
    part.empty.hidden = !empty;
    part.foot.hidden = empty;
    part.error.hidden = true;
    if (empty) {
      rows.clear();
      part.lines.replaceChildren();
      part.free.hidden = true;
      part.suggest.hidden = true;
      return;
    }
    part.totals.setAttribute('aria-busy', 'true');
    try {
      const answer = await core.quote({}, request.signal, '?suggest=1');
      show(answer);
      if (say)
        core.announce([say(answer), fill(words.totals, { total: answer.display.total })].filter(Boolean).join(' '));
    } catch (error) {
      if (error.name === 'AbortError')
        return;
      part.error.textContent = error.status ? error.message : words.offline;
      part.error.hidden = false;
    }
    part.totals.removeAttribute('aria-busy');
  }

  function change(variant, input) {
    const quantity = Math.floor(Number(input.value));
    if (!(quantity > 0)) {
      remove(variant);
      return;
    }
    cart.set(variant, quantity);
    refresh(() => '');
  }

  function remove(variant) {
    const lines = cart.lines();
    const position = lines.findIndex(line => line.variant === variant);
    if (position < 0)
      return;
    const title = rows.get(variant)?.querySelector('.line-title').textContent ?? '';
    removed = { ...lines[position], position };
    cart.write(lines.filter(line => line.variant !== variant));
    part.undo.querySelector('p').textContent = fill(words.takenOut, { title });
    part.undo.hidden = false;
    part.undo.querySelector('button').focus();
    core.announce(fill(words.takenOut, { title }));
    refresh();
  }

  part.undo.querySelector('button').addEventListener('click', async () => {
    cart.add(removed.variant, removed.quantity, removed.position);
    part.undo.hidden = true;
    await refresh(() => '');
    rows.get(removed.variant)?.querySelector('a').focus();
  });

  part.country.value = core.place().country;
  part.country.addEventListener('change', () => {
    core.writeCookie('country', part.country.value);
    core.writeCookie('postcode', '');
    refresh(() => '');
  });

  part.code.querySelector('form').addEventListener('submit', event => {
    event.preventDefault();
    core.writeCookie('discount', event.target.code.value.trim());
    refresh(answer => answer.discounts.find(each => each.code && each.message)?.message ?? '');
  });
  part.code.querySelector('input').value = core.readCookie('discount');

  dialog.addEventListener('close', () => { part.undo.hidden = true; });

  return {
    async open(added) {
      if (!dialog.open)
        dialog.showModal();
      await refresh(answer => {
        const line = answer.lines.find(each => each.variant === added);
        return line ? fill(words.added, { title: line.title }) : '';
      });
    },
  };
}
