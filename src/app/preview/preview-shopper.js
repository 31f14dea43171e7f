// Makes the visitor of the preview somebody: what a shop's pages know of a shopper is in cookies and storage. Lives in the
// preview's own script world.

(() => {
  const set = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${value ? 86400 : 0}; SameSite=Lax`;
  };

  globalThis.vitrineShopper = {
    // `cart`, `country` and `postcode` as the shop's cookies have them; `returning`: has been here before.
    be({ cart, country, postcode, returning }) {
      localStorage.clear();
      sessionStorage.clear();
      set('cart', cart);
      set('discount', '');
      set('country', country);
      set('postcode', postcode);
      // As popup.js remembers visits.
      localStorage.setItem('vt-popups', JSON.stringify({ visits: returning ? 2 : 1 }));
    },
    // Where this page is in another language, by the links that it gives to search engines; its own address elsewhere.
    page(tag, prefix, prefixes) {
      const link = document.querySelector(`link[rel="alternate"][hreflang="${tag}"]`);
      if (link) {
        const { pathname, search } = new URL(link.href);
        return pathname + search;
      }
      const other = prefixes.find((each) => each && (location.pathname === each || location.pathname.startsWith(`${each}/`)));
      return prefix + (other ? location.pathname.slice(other.length) || '/' : location.pathname) + location.search;
    },
  };
})();
