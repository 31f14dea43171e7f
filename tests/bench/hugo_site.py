"""The storefront that vitrinectl built, as a site of Hugo's: the same pages from the same data.

The templates are pages of the storefront in which each value of the product stands as a variable, so that both write
the same bytes whatever the theme is like; what all pages share is plain text to Hugo."""

import html
import json
import pathlib
import re
import sqlite3

PER_PAGE = 48
RELATED = 4
CONFIG = """baseURL = "http://localhost/"
title = "Bench"
disableKinds = ["taxonomy", "term", "RSS", "404", "home"]
paginate = 48
enableRobotsTXT = false
[markup.goldmark.renderer]
unsafe = true
[permalinks]
products = "/products/:slug/"
[outputs]
section = ["HTML"]
page = ["HTML"]
"""


def read_products(shop):
    db = sqlite3.connect(f'file:{shop}/shop.db?mode=ro', uri=True)
    db.row_factory = sqlite3.Row
    products = {row['id']: {**row, 'v': []} for row in
                db.execute('SELECT p.id, p.handle, p.title, p.description_html, p.vendor, p.product_type, '
                           '(SELECT sha256 FROM photo WHERE product_id = p.id ORDER BY position LIMIT 1) AS photo '
                           'FROM product p WHERE status = \'active\' ORDER BY p.title COLLATE NOCASE, p.id')}
    for row in db.execute('SELECT v.*, s.on_hand FROM variant v LEFT JOIN stock_level s ON s.variant_id = v.id '
                          'ORDER BY v.product_id, v.position'):
        if row['product_id'] in products:
            products[row['product_id']]['v'].append(row)
    return list(products.values())


def money(minor):
    return f'€{minor / 100:,.2f}'


def variant_values(variant):
    return {'id': str(variant['id']), 'sku': variant['sku'], 'gtin': variant['barcode'],
            'price': money(variant['price_minor']), 'was': money(variant['compare_at_minor']),
            'amount': f"{variant['price_minor'] / 100:.2f}", 'stock': str(variant['on_hand']),
            'title': variant['option_values'].replace('\x1f', ' / ')}


def plain(text):
    return html.unescape(re.sub(r'<[^>]+>', '', text))


def front_matter(product, related):
    return {'title': product['title'], 'slug': product['handle'], 'key': product['photo'][:16], 'id': str(product['id']),
            'vendor': product['vendor'], 'plain': plain(product['description_html']), 'related': related,
            'summary': plain(product['description_html']).replace('\n', ' ')[:150],
            'v': [variant_values(each) for each in product['v']]}


def variable(text, values, name):
    """Each of the values in the text becomes the variable of its name; longer ones first, as some are parts of others."""
    for key, value in sorted(values.items(), key=lambda item: -len(item[1])):
        if len(value) > 3:
            text = text.replace(html.escape(value), f'\x01{name} {key}\x02')
    return text


def card_values(product):
    cheapest = min(product['v'], key=lambda each: each['price_minor'])
    return {'title': product['title'], 'slug': product['handle'], 'key': product['photo'][:16], 'id': str(product['id']),
            'price': money(cheapest['price_minor']), 'was': money(cheapest['compare_at_minor'])}


def written(text):
    """Variables as Go's templates write them: "\\1page title\\2" is that of the page, "\\1v2 sku\\2" of a variant,
    "\\1r3 title\\2" of a related product, "\\1card title\\2" of a product in a list."""
    def one(match):
        kind, key = match.group(1).split(' ')
        if kind == 'page':
            return {'title': '{{ .Title }}', 'content': '{{ .Content }}'}.get(key, '{{ .Params.%s }}' % key)
        if kind[0] == 'v':
            return '{{ $v%s.%s }}' % (kind[1:], key)
        scope = f'$r{kind[1:]}' if kind[0] == 'r' else '.'
        dot = scope if scope == '.' else scope + '.'
        if key == 'title':
            return '{{ %sTitle }}' % dot
        if key in ('price', 'was'):
            return '{{ (index %sParams.v 0).%s }}' % (dot, key)
        return '{{ %sParams.%s }}' % (dot, key)
    return re.sub('\x01([^\x02]*)\x02', one, text.replace('{{', '{{ "{{" }}'))


def product_template(page, product, related):
    page = page.replace(product['description_html'], '\x01page content\x02')
    head = {'title': product['title'], 'slug': product['handle'], 'key': product['photo'][:16], 'id': str(product['id']),
            'vendor': product['vendor']}
    for place, each in enumerate(related):
        page = variable(page, card_values(each), f'r{place}')
    for place, each in enumerate(product['v']):
        values = variant_values(each)
        page = page.replace(f"{values['stock']} in stock", f'\x01v{place} stock\x02 in stock')
        page = variable(page, {key: values[key] for key in ('id', 'sku', 'gtin', 'price', 'was', 'amount')}, f'v{place}')
    page = variable(page, head, 'page')
    declared = ''.join('{{ $v%d := index .Params.v %d }}' % (n, n) for n in range(len(product['v'])))
    declared += ''.join('{{ $r%d := site.GetPage (printf "/products/%%s" (index .Params.related %d)) }}' % (n, n)
                        for n in range(len(related)))
    return declared + written(page)


def list_template(page, shown):
    """One card is the template of all; the pages of the list lead to each other."""
    starts = [page.index(f'/products/{each["handle"]}"') for each in shown]
    begin = page.rindex('<li', 0, starts[0])
    second = page.rindex('<li', 0, starts[1])
    last = page.rindex('<li', 0, starts[-1])
    end = page.index('</ul>', last)
    card = written(variable(page[begin:second], card_values(shown[0]), 'card'))
    return page[:begin].replace('{{', '') + '{{ range .Paginator.Pages }}' + card + '{{ end }}' + \
        page[end:].replace('{{', '')


def write(shop, built, site, collection):
    """Writes a site into the folder `site` for the shop, of which the folder `built` is the built storefront."""
    shop, built, site = map(pathlib.Path, (shop, built, site))
    products = read_products(shop)
    by_handle = {each['handle']: each for each in products}
    sample = products[100]
    page = (built / 'products' / sample['handle'] / 'index.html').read_text()
    others = list(dict.fromkeys(handle for handle in re.findall(r'/products/([a-z0-9-]+)"', page)
                                if handle != sample['handle']))[:RELATED]
    layouts = site / 'layouts'
    (layouts / 'products').mkdir(parents=True)
    (layouts / '_default').mkdir()
    (site / 'config.toml').write_text(CONFIG)
    (layouts / 'products' / 'single.html').write_text(
        product_template(page, sample, [by_handle[each] for each in others]))
    listed = (built / collection / 'index.html').read_text()
    shown = list(dict.fromkeys(re.findall(r'/products/([a-z0-9-]+)"', listed)))
    (layouts / '_default' / 'list.html').write_text(list_template(listed, [by_handle[each] for each in shown]))
    folder = site / 'content' / 'products'
    folder.mkdir(parents=True)
    for n, each in enumerate(products):
        related = [products[(n + step) % len(products)]['handle'] for step in range(1, RELATED + 1)]
        (folder / f"{each['handle']}.html").write_text(
            json.dumps(front_matter(each, related), ensure_ascii=False) + '\n' + each['description_html'])
