const page = `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Demo Motors</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #1c2430 }
  #offers { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem }
  article { border: 1px solid #d5dae1; border-radius: .5rem; padding: 1rem }
  article h3 { margin: 0 } article p { margin: .5rem 0 } small { color: #55606e; display: block }
  a { color: #0b57c2; font-weight: 600 }
</style>
<h1>Demo Motors</h1>
<p>Whatever the offers do, this page stands: our cars, our opening hours, our telephone number.</p>
<label><input type="checkbox" id="consent" checked> I may be remembered</label>
<h2>For you</h2>
<div id="offers"></div>
<p id="why"></p>
<script type="module">
  import { Carousel } from '/carousel.js';

  const carousel = new Carousel({ url: location.origin, writeKey: WRITE_KEY });
  const line = (kind, text, into) => {
    const element = document.createElement(kind);
    element.textContent = text ?? '';
    into.append(element);
    return element;
  };
  async function fill() {
    const answer = await carousel.offers('home-hero', { first: 6 });
    const room = document.getElementById('offers');
    room.replaceChildren();
    for (const offer of answer.items) {
      const card = line('article', '', room);
      line('h3', offer.creative.headline, card);
      line('p', offer.vehicle.title + ', ' + offer.price.amount + ' ' + offer.price.currency, card);
      line('p', offer.creative.body, card);
      const { label, url } = offer.creative.callToAction;
      line('a', label, card).href = url;
      line('small', offer.reasons.join(' '), card);
      if (offer.creative.disclosure) line('small', offer.creative.disclosure, card);
      carousel.show(card, offer);
    }
    document.getElementById('why').textContent =
      answer.reason ?? (answer.personalised ? 'Chosen by what you looked at.' : 'Chosen without knowing you.');
    document.body.dataset.filled = answer.impersonalReason ?? 'PERSONAL';
  }
  document.getElementById('consent').addEventListener('change', ({ target }) => {
    carousel.consent(target.checked);
    void fill();
  });
  window.carousel = carousel;
  void fill();
</script>
</html>
`;

/**
 * A storefront as small as can be: what docs/guides/storefront.md shows, with a key of the demo in it. The switch lets one
 * see what a visitor without consent sees.
 */
export function demoPage(writeKey: string): string {
  const written = JSON.stringify(writeKey).replaceAll('<', '\\u003c');
  return page.replace('WRITE_KEY', () => written);
}
