// The checkout: the page asks the host for itself again and swaps in what differs, so that prices, fields and sentences are
// always the host's own. Errors come under their fields, and an order is never placed twice.

const KEPT = ['email', 'name', 'phone', 'address', 'complement', 'city', 'state', 'postcode', 'document', 'note'];
const STORE = 'vt-checkout';

// '4000123' as '4000-123', by shapes such as 'NNNN-NNN'; '' when it fits none.
export function pour(typed, shapes) {
  const plain = typed.toUpperCase().replace(/[\s.-]/g, '');
  const kinds = { N: /\d/, A: /[A-Z]/, X: /[\dA-Z]/ };
  for (const shape of shapes.split('|')) {
    let rest = plain;
    let written = '';
    for (const mark of shape) {
      if (!kinds[mark])
        written += mark;
      else if (kinds[mark].test(rest[0] ?? ''))
        [written, rest] = [written + rest[0], rest.slice(1)];
      else
        rest = '?';
    }
    if (!rest && plain)
      return written;
  }
  return '';
}

export function start(core) {
  const { words, fill } = core;
  const form = document.querySelector('[data-checkout]');
  const button = form.querySelector('[data-place-order]');
  const part = name => form.querySelector(`[data-part="${name}"]`);
  let request = null;
  let busy = false;
  // A field that was put in place of one being written in: what was written there before is no change of its own.
  let unsaid = null;

  const controls = () => [...form.querySelectorAll('.field input')];
  const value = name => (form.elements[name]?.value ?? '').trim();

  function restore() {
    let kept = {};
    try {
      kept = JSON.parse(sessionStorage.getItem(STORE)) ?? {};
    } catch { /* no storage: nothing was kept */ }
    for (const name of KEPT)
      if (form.elements[name] && !form.elements[name].value && typeof kept[name] === 'string')
        form.elements[name].value = kept[name];
  }

  function keep() {
    try {
      sessionStorage.setItem(STORE, JSON.stringify(Object.fromEntries(KEPT.map(name => [name, value(name)]))));
    } catch { /* no storage: what was typed stays in the page */ }
  }

  function setError(control, text) {
    document.getElementById(`${control.id}-error`).textContent = text;
    control.closest('.field').classList.toggle('field-wrong', Boolean(text));
    text ? control.setAttribute('aria-invalid', 'true') : control.removeAttribute('aria-invalid');
  }

  function errorOf(control) {
    const typed = control.value.trim();
    if (control.required && !typed)
      return words.required;
    if (typed && control.type === 'email' && !/^\S+@\S+\.[^\s.]+$/.test(typed))
      return /^[^\s@]+@[^\s@.]+$/.test(typed) ? fill(words.emailEnding, { example: `${typed}.com` }) : words.email;
    if (typed && control.dataset.shape && !pour(typed, control.dataset.shape))
      return control.dataset.wrong;
    return '';
  }

  function setNotice(text, problems = []) {
    const notice = part('notice');
    notice.hidden = !text;
    notice.querySelector('ul')?.remove();
    notice.querySelector('p').textContent = text;
    if (problems.length) {
      const list = notice.appendChild(document.createElement('ul'));
      for (const [control, problem] of problems) {
        const link = Object.assign(document.createElement('a'), { href: `#${control.id}`, textContent: control.labels[0].textContent });
        list.appendChild(document.createElement('li')).append(link, `: ${problem}`);
      }
    }
  }

  // Takes over what the host sent, but what was typed since.
  function swap(page, sent) {
    const { activeElement } = document;
    const focus = activeElement?.id ? `#${CSS.escape(activeElement.id)}`
      : activeElement?.name ? `[name="${activeElement.name}"][value="${CSS.escape(activeElement.value)}"]` : '';
    const wrong = controls().filter(control => control.getAttribute('aria-invalid')).map(control => control.name);
    for (const old of form.querySelectorAll('[data-part]')) {
      const now = page.querySelector(`[data-part="${old.dataset.part}"]`);
      if (!now || now.isEqualNode(old))
        continue;
      for (const control of now.querySelectorAll('.field input')) {
        const typed = form.elements[control.name]?.value;
        if (typed !== undefined && typed !== sent.get(control.name))
          control.value = typed;
      }
      old.hidden = now.hidden;
      old.replaceChildren(...now.childNodes);
    }
    for (const name of wrong)
      if (form.elements[name] && !form.elements[name].getAttribute('aria-invalid'))
        setError(form.elements[name], errorOf(form.elements[name]));
    const again = focus && form.querySelector(focus);
    if (again && again !== document.activeElement) {
      again.focus({ preventScroll: true });
      unsaid = again.matches('.field input') && again.value !== (sent.get(again.name) ?? '') ? again : null;
      if (again.value && again.matches('[type="text"]'))
        again.setSelectionRange(again.value.length, again.value.length);
    }
  }

  async function send(action) {
    const sent = new FormData(form);
    sent.set('action', action);
    request?.abort();
    request = new AbortController();
    const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: new URLSearchParams(sent), signal: request.signal });
    if (answer.redirected)
      return answer;
    if (!/html/.test(answer.headers.get('Content-Type') ?? ''))
      throw new Error(`${answer.status}`);
    swap(new DOMParser().parseFromString(await answer.text(), 'text/html'), sent);
    return answer;
  }

  async function refresh(action = 'update') {
    const totals = form.querySelector('[data-totals]');
    totals.setAttribute('aria-busy', 'true');
    try {
      const answer = await send(action);
      if (answer.redirected) {
        location.assign(answer.url);
        return;
      }
      core.announce(fill(words.totals, { total: part('sum').textContent }));
    } catch (error) {
      if (error.name === 'AbortError')
        return;
      setNotice(words.offline);
    }
    totals.removeAttribute('aria-busy');
  }

  function setBusy(on) {
    busy = on;
    on ? button.setAttribute('aria-busy', 'true') : button.removeAttribute('aria-busy');
  }

  async function placeOrder() {
    setBusy(true);
    setNotice('');
    core.announce(words.placing);
    try {
      const answer = await send('order');
      if (answer.redirected) {
        try {
          sessionStorage.removeItem(STORE);
        } catch { /* no storage: nothing to forget */ }
        location.assign(answer.url);
        return;
      }
    } catch (error) {
      setNotice(words.offlineOrder);
    }
    setBusy(false);
    part('notice').focus();
  }

  form.addEventListener('submit', event => {
    const action = event.submitter?.value;
    event.preventDefault();
    if (busy)
      return;
    if (/^(un)?discount\b/.test(action ?? '')) {
      refresh(action);
      return;
    }
    const wrong = controls().map(control => {
      const text = control.name === 'code' ? '' : errorOf(control);
      if (control.name !== 'code')
        setError(control, text);
      return [control, text];
    }).filter(([, text]) => text);
    keep();
    if (!wrong.length) {
      placeOrder();
      return;
    }
    setNotice(wrong.length > 1 ? words.fields : '', wrong.length > 1 ? wrong : []);
    (wrong.length > 1 ? part('notice') : wrong[0][0]).focus();
  });

  // Enter in the code's field applies the code.
  form.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target.name === 'code') {
      event.preventDefault();
      refresh('discount');
    }
  });

  form.addEventListener('change', ({ target }) => {
    unsaid = target === unsaid ? null : unsaid;
    keep();
    if (target.name === 'postcode' && target.dataset.shape)
      target.value = pour(target.value, target.dataset.shape) || target.value;
    if (['country', 'postcode', 'state', 'shipping', 'payment'].includes(target.name) ||
        (target.name === 'email' && form.querySelector('[data-by-email]')))
      refresh();
  });

  // An error goes as soon as it is put right. It comes when the shopper moves on to another field, but not on the way to the
  // button: the button would move from under the pointer.
  form.addEventListener('input', ({ target }) => {
    if (target.getAttribute('aria-invalid') && !errorOf(target))
      setError(target, '');
  });
  form.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (target === unsaid)
      target.dispatchEvent(new Event('change', { bubbles: true }));
    if (target.matches('.field input:not([name="code"])') && target.value && relatedTarget?.matches('input, select'))
      setError(target, errorOf(target));
  });

  restore();
  // What was written before this was loaded.
  const place = form.elements.postcode;
  if (place && place.value !== place.defaultValue) {
    unsaid = place;
    if (place !== document.activeElement)
      place.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
