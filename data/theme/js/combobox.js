// The box and the list below it, by the combobox pattern of the ARIA Authoring Practices: the focus stays in the box, the
// arrows move through the list, Enter opens what is chosen or sends the form, Escape closes.

const SIDE = 96;
const OF_A_KIND = 3;
const PICTURE_BYTES = 40 * 1024 * 1024;
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
let made = 0;

const element = (name, properties = {}, ...children) => {
  const { attributes = {}, ...rest } = properties;
  const node = Object.assign(document.createElement(name), rest);
  for (const [key, value] of Object.entries(attributes))
    node.setAttribute(key, value);
  node.append(...children);
  return node;
};

// The sprite has what pages need; these two only this list.
const SHAPES = {
  voice: 'M10 2.5a2.5 2.5 0 0 0-2.5 2.500v5a2.500 2.500 0 0 0 5 0V5A2.500 2.500 0 0 0 10 2.500zM4.500 9.500a5.500 5.500 0 0 0 11 0M10 15v3',
  picture: 'M2.500 6.500h3.500l1.500-2.500h5l1.500 2.500h3.500v10h-15zM10 8.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
};

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

// The text with what was found in it marked.
function marked(text, marks = []) {
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start < at)
      continue;
    parts.push(text.slice(at, start), element('mark', { textContent: text.slice(start, end) }));
    at = end;
  }
  return [...parts, text.slice(at)].filter(part => part !== '');
}

// What is typed is known: what would be added stands out.
function completed(text, query) {
  return text.startsWith(query) ? [query, element('b', { textContent: text.slice(query.length) })] : [text];
}

function photo(key) {
  const source = type => element('source', { type: `image/${type}`, srcset: `/media/${key}-320.${type}` });
  return element('picture', {}, source('avif'), source('webp'),
    element('img', { src: `/media/${key}-320.jpg`, alt: '', width: 160, height: 200, decoding: 'async' }));
}

// No more pixels than the engine looks at.
async function pixelsOf(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = element('canvas', { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}

export function attach(input, core, { find, heard, like, manifest }) {
  const words = manifest.words;
  // Files alone have no page of results: what is found is all here.
  const hasPage = Boolean(manifest.instant);
  const id = `instant-${++made}`;
  const form = input.form;
  const { currency, decimals } = manifest;
  const price = new Intl.NumberFormat(core.language, { style: 'currency', currency,
    minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const note = element('p', { className: 'instant-note' });
  const list = element('div', { id, className: 'instant-list', attributes: { role: 'listbox', 'aria-label': words.results } });
  const all = element('a', { className: 'instant-all' });
  const keys = element('p', { className: 'instant-keys', attributes: { 'aria-hidden': 'true' } },
    ...[['↑', ''], ['↓', words.key_move], ['Enter', words.key_open], ['Esc', words.key_close]].flatMap(([key, says]) => [element('kbd', { textContent: key }), says]));
  const panel = element('div', { className: 'instant', hidden: true }, note, list, element('div', { className: 'instant-foot' }, keys, all));
  let asked = '';
  let active = null;
  let redirect = '';
  let pictured = false;
  let listening = null;

  const plurals = new Intl.PluralRules(core.language);
  const count = (name, n) => ((plurals.select(n) === 'one' && words[`${name}_one`]) || words[`${name}_other`])
    .replace('{count}', n.toLocaleString(core.language));
  const options = () => [...list.querySelectorAll('[role="option"]')];

  function choose(option) {
    active?.setAttribute('aria-selected', 'false');
    active = option;
    active?.setAttribute('aria-selected', 'true');
    active?.scrollIntoView({ block: 'nearest' });
    if (active)
      input.setAttribute('aria-activedescendant', active.id);
    else
      input.removeAttribute('aria-activedescendant');
  }

  function open() {
    panel.hidden = false;
    input.setAttribute('aria-expanded', String(options().length > 0));
  }

  function close() {
    choose(null);
    panel.hidden = true;
    pictured = false;
    input.setAttribute('aria-expanded', 'false');
  }

  const option = (path, className, ...children) => element('a', { href: path, className, tabIndex: -1,
    attributes: { role: 'option', 'aria-selected': 'false' } }, ...children);

  function product(each) {
    const amount = each.price === null || each.price === undefined ? '' : price.format(each.price / 10 ** decimals);
    const node = option(each.path, 'instant-product',
      element('span', { className: 'instant-frame' }, ...(each.picture ? [photo(each.picture)] : [])),
      element('span', { className: 'instant-title' }, ...marked(each.title, each.marks)),
      element('span', { className: 'instant-price', textContent: each.from && amount ? `${words.from} ${amount}` : amount }));
    node.dataset.product = each.id;
    return node;
  }

  function group(title, className, nodes) {
    const heading = element('p', { id: `${id}-${className}`, className: 'instant-heading', textContent: title });
    return nodes.length ? [element('div', { className: `instant-${className}`, attributes: { role: 'group', 'aria-labelledby': heading.id } },
      heading, ...nodes)] : [];
  }

  const address = query => `${core.root}/search?${new URLSearchParams({ q: query })}`;

  function fill(groups) {
    active = null;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(...groups);
    options().forEach((each, i) => { each.id = `${id}-${i}`; });
  }

  function tellWords({ corrected, dropped }, found) {
    const parts = [];
    const letters = text => text.replace(/\s/g, '').length;
    const none = !found || (dropped && letters(dropped) >= letters(asked));
    if (corrected && !none)
      parts.push(`${words.instead} “${corrected}”.`);
    if (dropped && !none)
      parts.push(`${words.without} “${dropped}”.`);
    if (none)
      parts.push(`${words.none} “${asked}”. ${words.none_help}`);
    note.textContent = parts.join(' ');
    note.hidden = !parts.length;
  }

  const pages = (answer, kind) => answer.things.filter(each => each.kind === kind).slice(0, OF_A_KIND)
    .map(each => option(each.path, 'instant-page', ...marked(each.title, each.marks)));

  function show(answer) {
    const query = asked;
    const found = answer.products.length + answer.things.length;
    const suggestions = group(words.suggestions, 'suggestions', answer.suggestions.map(each => option(address(each), 'instant-page', ...completed(each, query))));
    const beside = [
      ...group(words.collections, 'collections', pages(answer, 'collection')),
      ...group(words.posts, 'posts', pages(answer, 'post')),
      ...group(words.pages, 'pages', pages(answer, 'page')),
    ];
    fill([...suggestions, ...group(words.products, 'products', answer.products.map(product)),
      ...(beside.length ? [element('div', { className: 'instant-beside', attributes: { role: 'presentation' } }, ...beside)] : [])]);
    tellWords(answer, found);
    all.hidden = !answer.products.length || !hasPage;
    all.href = answer.redirect || address(query);
    all.textContent = count('all', answer.total);
    redirect = answer.redirect;
    open();
    tellCount(found);
  }

  // Not with every letter: whoever listens hears what is there once the typing stops.
  let counting = 0;
  function tellCount(found) {
    clearTimeout(counting);
    counting = setTimeout(() => !panel.hidden && core.announce(found ? count('count', found) : note.textContent), 700);
  }

  function ask() {
    const query = input.value.trim();
    pictured = false;
    asked = query;
    redirect = '';
    choose(null);
    if (!query) {
      close();
      return;
    }
    // What comes late does not take away what was chosen meanwhile.
    find(query, answer => query === asked && !active && !pictured && document.activeElement === input && show(answer));
  }

  const tellSearch = () => core.tell({ name: 'search', search_term: asked });

  function tellClick(node) {
    if (!asked)
      return;
    tellSearch();
    if (node.dataset.product)
      core.tell({ name: 'select_item', search_term: asked, product: Number(node.dataset.product),
        items: [{ item_id: node.dataset.product, item_name: node.querySelector('.instant-title').textContent, quantity: 1 }] });
  }

  function move(step) {
    const each = options();
    if (!each.length)
      return;
    const at = active ? each.indexOf(active) + step : step > 0 ? 0 : each.length - 1;
    choose(each[at] ?? null);
  }

  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', id);
  input.setAttribute('aria-expanded', 'false');

  input.addEventListener('keydown', event => {
    if (event.isComposing)
      return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (panel.hidden)
        ask();
      else
        move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && active && !panel.hidden) {
      event.preventDefault();
      active.click();
    } else if (event.key === 'Enter' && redirect && asked === input.value.trim()) {
      event.preventDefault();
      tellSearch();
      location.assign(redirect);
    } else if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault();
      close();
    }
  });
  form.addEventListener('submit', event => {
    if (hasPage)
      return;
    event.preventDefault();
    list.querySelector('.instant-product')?.click();
  });
  input.addEventListener('input', ask);
  input.addEventListener('focus', () => input.value.trim() && input.value !== input.defaultValue && ask());
  // Something in the panel may be pressed: the box keeps the focus.
  panel.addEventListener('mousedown', event => event.preventDefault());
  panel.addEventListener('click', event => {
    const link = event.target.closest('[role="option"]');
    if (!link)
      return;
    if (!hasPage && link.closest('.instant-suggestions')) {
      event.preventDefault();
      input.value = link.textContent;
      ask();
      return;
    }
    tellClick(link);
  });
  document.addEventListener('focusin', event => !form.contains(event.target) && !panel.contains(event.target) && close());
  document.addEventListener('pointerdown', event => !form.contains(event.target) && !panel.contains(event.target) && close());

  // Voice: whatever the recogniser may have heard is tried, and what the shop has wins. Pressed again, it stops.
  function listen(button) {
    if (listening) {
      listening.stop();
      return;
    }
    const recognition = new Recognition();
    const end = () => {
      listening = null;
      button.setAttribute('aria-pressed', 'false');
    };
    recognition.lang = core.language;
    recognition.maxAlternatives = 5;
    recognition.addEventListener('result', async event => {
      const alternatives = [...event.results[0]].map(each => each.transcript.trim()).filter(Boolean);
      if (!alternatives.length)
        return;
      input.value = await heard(alternatives);
      input.focus();
      ask();
    });
    recognition.addEventListener('error', event => {
      end();
      if (event.error !== 'aborted')
        core.announce(words[event.error === 'not-allowed' ? 'voice_refused' : 'voice_failed']);
    });
    recognition.addEventListener('end', end);
    recognition.start();
    listening = recognition;
    button.setAttribute('aria-pressed', 'true');
    core.announce(words.listening);
  }

  async function search(file) {
    if (!file || !file.type.startsWith('image/') || file.size > PICTURE_BYTES)
      return;
    try {
      const products = await like(await pixelsOf(file));
      pictured = true;
      asked = '';
      input.focus();
      fill(group(words.alike, 'products', products.map(product)));
      note.textContent = products.length ? words.stays : `${words.none_alike} ${words.stays}`;
      note.hidden = false;
      all.hidden = true;
      open();
      core.announce(note.textContent);
    } catch {
      core.announce(words.picture_failed);
    }
  }

  function tool(name, label, pressed) {
    const button = element('button', { type: 'button', className: 'instant-tool', title: label,
      attributes: { 'aria-label': label, ...(name === 'voice' ? { 'aria-pressed': 'false' } : {}) } }, icon(name));
    button.addEventListener('click', () => pressed(button));
    return button;
  }

  const tools = element('span', { className: 'instant-tools' });
  if (Recognition)
    tools.append(tool('voice', words.voice, listen));
  if (manifest.wasm && manifest.looks) {
    const chooser = element('input', { type: 'file', accept: 'image/*', hidden: true, tabIndex: -1 });
    chooser.addEventListener('change', () => search(chooser.files[0]));
    tools.append(tool('picture', words.picture, () => chooser.click()), chooser);
    input.addEventListener('paste', event => {
      const file = [...event.clipboardData.files].find(each => each.type.startsWith('image/'));
      if (file) {
        event.preventDefault();
        search(file);
      }
    });
    for (const target of [form, panel]) {
      target.addEventListener('dragover', event => event.dataTransfer.types.includes('Files') && event.preventDefault());
      target.addEventListener('drop', event => {
        event.preventDefault();
        search(event.dataTransfer.files[0]);
      });
    }
  }
  form.classList.add('instant-form');
  form.style.setProperty('--tools', String(tools.querySelectorAll('button').length));
  input.after(tools);
  (form.closest('.top') ?? form).append(panel);
  if (document.activeElement === input && input.value !== input.defaultValue)
    ask();
}
