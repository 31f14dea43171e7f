// The checkout: live totals, errors under their fields, and an order that is never placed twice.

const KEPT = ['email', 'name', 'phone', 'address', 'city', 'postcode', 'note'];
const STORE = 'vt-checkout';

export function start(core) {
  const { words, fill } = core;
  const form = document.querySelector('[data-checkout]');
  const field = form.elements;
  const notice = form.querySelector('[data-notice]');
  const button = form.querySelector('[data-place-order]');
  const shipping = form.querySelector('[data-shipping]');
  let request = null;
  let busy = false;

  const value = name => (field[name]?.value ?? '').trim();
  const shippingId = () => Number(form.querySelector('input[name="shipping"]:checked')?.value ?? 0);

  function restore() {
    let kept = {};
    try {
      kept = JSON.parse(sessionStorage.getItem(STORE)) ?? {};
    } catch { /* no storage: nothing was kept */ }
    for (const name of KEPT)
      if (field[name] && !field[name].value && typeof kept[name] === 'string')
        field[name].value = kept[name];
  }

  function keep() {
    try {
      sessionStorage.setItem(STORE, JSON.stringify(Object.fromEntries(KEPT.map(name => [name, value(name)]))));
    } catch { /* no storage: what was typed stays in the page */ }
  }

  function setError(name, text) {
    const place = document.getElementById(`${name}-error`);
    const control = field[name];
    if (!place)
      return;
    place.textContent = text;
    place.closest('.field')?.classList.toggle('field-wrong', Boolean(text));
    if (control instanceof HTMLElement)
      text ? control.setAttribute('aria-invalid', 'true') : control.removeAttribute('aria-invalid');
  }

  function errorOf(control) {
    if (control.required && !control.value.trim())
      return words.required;
    return control.type === 'email' && !/^\S+@\S+\.\S+$/.test(control.value.trim()) ? words.email : '';
  }

  function setNotice(text) {
    notice.hidden = !text;
    notice.querySelector('p').textContent = text;
    if (text)
      notice.scrollIntoView({ block: 'center' });
  }

  function showShipping(options) {
    shipping.replaceChildren(...options.map(option => {
      const label = Object.assign(document.createElement('label'), { className: 'option' });
      const radio = Object.assign(document.createElement('input'), { type: 'radio', name: 'shipping', value: option.id, checked: option.chosen });
      const name = Object.assign(document.createElement('span'), { className: 'option-words' });
      const price = Object.assign(document.createElement('span'), { className: 'option-end', textContent: option.display });
      name.append(Object.assign(document.createElement('span'), { textContent: option.name }));
      if (core.days(option.days))
        name.append(Object.assign(document.createElement('span'), { className: 'quiet', textContent: core.days(option.days) }));
      label.append(radio, name, price);
      return label;
    }));
    if (!options.length)
      shipping.append(Object.assign(document.createElement('p'), { className: 'option wrong', textContent: words.noDelivery }));
  }

  const setSum = (name, text) => {
    for (const place of form.querySelectorAll(`[data-sum="${name}"]`))
      place.textContent = text;
  };

  function show(answer) {
    const chosen = answer.shipping.find(option => option.chosen);
    const focused = document.activeElement?.name === 'shipping';
    const row = form.querySelector('[data-row="shipping"] dt');
    showShipping(answer.shipping);
    if (focused)
      shipping.querySelector(':checked')?.focus();
    row.className = chosen ? '' : 'wrong';
    row.textContent = chosen ? [chosen.name, core.days(chosen.days)].filter(Boolean).join(', ') : words.noDelivery;
    for (const name of ['subtotal', 'discount', 'total'])
      setSum(name, answer.display[name] ?? '');
    setSum('shipping', chosen?.display ?? '');
    field.expect.value = answer.total;
    for (const line of answer.lines) {
      const item = form.querySelector(`[data-line="${line.variant}"]`);
      if (!item)
        continue;
      item.querySelector('.line-total > span').textContent = line.display.total;
      item.querySelector('[data-problem]').textContent = line.problem === 'less' ? fill(words.less, { count: line.available })
        : line.problem === 'out-of-stock' ? words.gone : line.problem ? words.unknown : '';
    }
  }

  async function refresh() {
    request?.abort();
    request = new AbortController();
    const totals = form.querySelector('[data-totals]');
    totals.setAttribute('aria-busy', 'true');
    try {
      const answer = await core.quote({ country: value('country'), postcode: value('postcode'), shipping: shippingId() }, request.signal);
      show(answer);
      core.announce(fill(words.totals, { total: answer.display.total }));
    } catch (error) {
      if (error.name === 'AbortError')
        return;
      setNotice(error.status ? error.message : words.offline);
    }
    totals.removeAttribute('aria-busy');
  }

  function setBusy(on) {
    busy = on;
    on ? button.setAttribute('aria-busy', 'true') : button.removeAttribute('aria-busy');
  }

  function refused(error) {
    if (!error.status) {
      setNotice(words.offlineOrder);
      return;
    }
    if (error.body.quote)
      show(error.body.quote);
    if (error.status === 422 && error.body.field && document.getElementById(`${error.body.field}-error`)) {
      setError(error.body.field, error.message);
      const control = field[error.body.field];
      (control instanceof HTMLElement ? control : control?.[0])?.focus();
      return;
    }
    if ([404, 405, 415, 502].includes(error.status) && !error.body.detail) {
      core.sendPlain(form, button);
      return;
    }
    setNotice(error.message);
  }

  async function placeOrder() {
    const text = Object.fromEntries(KEPT.map(name => [name, value(name)]));
    setBusy(true);
    setNotice('');
    core.announce(words.placing);
    try {
      const order = await core.post('/api/v1/orders', {
        language: core.language, lines: core.cart.lines(), discount: core.readCookie('discount'), country: value('country'), ...text,
        shipping: shippingId(), payment: Number(value('payment')), key: value('key'), expect: Number(value('expect')),
      });
      core.cart.write([]);
      core.writeCookie('discount', '');
      try {
        sessionStorage.removeItem(STORE);
      } catch { /* no storage: nothing to forget */ }
      location.assign(order.url);
    } catch (error) {
      setBusy(false);
      refused(error);
    }
  }

  form.addEventListener('submit', event => {
    if (event.submitter?.value === 'update')
      return;
    event.preventDefault();
    if (busy)
      return;
    const wrong = [...form.querySelectorAll('.field input, .field select')].filter(control => {
      const text = errorOf(control);
      setError(control.name, text);
      return text;
    });
    if (wrong.length) {
      wrong[0].focus();
      return;
    }
    keep();
    placeOrder();
  });

  form.addEventListener('change', event => {
    const control = event.target;
    keep();
    if (control.name === 'country' || control.name === 'postcode') {
      core.writeCookie(control.name, value(control.name));
      refresh();
    } else if (control.name === 'shipping') {
      refresh();
    }
  });

  // An error goes as soon as it is put right. It comes when the shopper moves on to another field, but not on the way to the
  // button: the button would move from under the pointer.
  form.addEventListener('input', ({ target }) => {
    if (target.getAttribute('aria-invalid') && !errorOf(target))
      setError(target.name, '');
  });
  form.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (target.closest('.field') && target.value && relatedTarget?.matches('input, select'))
      setError(target.name, errorOf(target));
  });

  restore();
}
