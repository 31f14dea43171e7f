// The addresses that a shop names.

// The path of every page that the sitemap names.
export async function listSitemap(url) {
  const addresses = [];
  const maps = ['/sitemap.xml'];
  while (maps.length) {
    const xml = await (await fetch(url + maps.pop())).text();
    for (const [, address] of xml.matchAll(/<loc>([^<]+)<\/loc>/g)) {
      const { pathname, search } = new URL(address.replaceAll('&amp;', '&'));
      (/<sitemapindex/.test(xml) ? maps : addresses).push(pathname + search);
    }
  }
  return addresses;
}

// Where a page's links, pictures and styles lead, of those that are in the shop.
export function linksOf(html, base) {
  const addresses = [];
  for (const [, name, value] of html.matchAll(/\s(href|src|srcset|action)="([^"]*)"/g))
    for (const each of name === 'srcset' ? value.split(',').map(part => part.trim().split(' ')[0]) : [value]) {
      const to = new URL(each.replaceAll('&amp;', '&').replaceAll('&#39;', '\''), base);
      if (each && to.origin === base.origin && !to.pathname.startsWith('/api/') && name !== 'action')
        addresses.push(to.pathname + to.search + to.hash);
    }
  return addresses;
}
