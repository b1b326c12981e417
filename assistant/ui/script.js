() => {
  // The small script of the page: citation marks lead to their place, pictures of pages are moved to what they prove.
  document.title = {titles}[document.documentElement.lang];
  const SAID = {said}; // patterns of what Gradio says in English only → Chinese
  const LEGIBLE = 1.18; // CSS pixels for a point of the page: smaller print is not read but guessed
  let wanted = null;

  const zoom = (scroll, factor) => {
    const sheet = scroll.firstElementChild;
    const before = { x: (scroll.scrollLeft + scroll.clientWidth / 2) / sheet.offsetWidth, y: (scroll.scrollTop + scroll.clientHeight / 2) / sheet.offsetHeight };
    const now = Math.min(4, Math.max(1, (parseFloat(sheet.dataset.zoom) || 1) * factor));
    sheet.dataset.zoom = now;
    sheet.style.width = `${now * 100}%`;
    scroll.scrollLeft = before.x * sheet.offsetWidth - scroll.clientWidth / 2;
    scroll.scrollTop = before.y * sheet.offsetHeight - scroll.clientHeight / 2;
  };

  // Move a picture so that the marked cell is in sight, and with it the name of its row if both fit.
  const aim = (scroll, number) => {
    const sheet = scroll.firstElementChild;
    const marks = [...sheet.querySelectorAll('.on-cell, .on-sentence')];
    const mark = marks.find((one) => number && one.dataset.number === number) || marks[0];
    if (!mark) { scroll.scrollTop = 0; return; }
    const names = [...sheet.querySelectorAll('.on-row')].filter((one) => Math.abs(one.offsetTop - mark.offsetTop) < scroll.clientHeight / 2 && one.offsetLeft < mark.offsetLeft);
    const name = names.sort((a, b) => Math.abs(a.offsetTop - mark.offsetTop) - Math.abs(b.offsetTop - mark.offsetTop))[0];
    const right = mark.offsetLeft + mark.offsetWidth;
    const left = name && right - name.offsetLeft < scroll.clientWidth - 24 ? name.offsetLeft : mark.offsetLeft;
    scroll.scrollLeft = Math.max(0, (left + right) / 2 - scroll.clientWidth / 2);
    scroll.scrollTop = Math.max(0, mark.offsetTop + mark.offsetHeight / 2 - scroll.clientHeight * 0.6);
  };

  const settle = () => {
    document.querySelectorAll('.leaf-scroll:not([data-settled])').forEach((scroll) => {
      if (!scroll.clientWidth) return;
      scroll.dataset.settled = '1';
      const sheet = scroll.firstElementChild;
      zoom(scroll, Math.max(1, (LEGIBLE * parseFloat(sheet.dataset.points)) / scroll.clientWidth));
      aim(scroll);
    });
    document.querySelectorAll('#evidence .wide:not([data-moved])').forEach((box) => {
      if (!box.clientWidth) return;
      box.dataset.moved = '1';
      const mark = box.querySelector('mark');
      const over = mark ? mark.getBoundingClientRect().right - box.getBoundingClientRect().right : 0;
      if (over > 0) box.scrollLeft += over + 32;
    });
  };

  const reveal = () => {
    const place = wanted && document.getElementById(wanted);
    if (!place || !place.offsetParent) return;
    const number = wanted.split('-').pop();
    wanted = null;
    place.closest('details')?.setAttribute('open', '');
    document.querySelectorAll('#evidence .pointed').forEach((row) => row.classList.remove('pointed'));
    const row = place.closest('tr') || place;
    row.classList.add('pointed');
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    const source = place.closest('.source');
    source?.querySelectorAll('.leaf-scroll').forEach((scroll) => aim(scroll, number));
    const original = source?.querySelector('.leaf, .lines');
    (original && source.offsetHeight < innerHeight ? source : original || place).scrollIntoView({ block: original ? 'start' : 'center', inline: 'nearest' });
  };

  const translate = () => document.documentElement.lang !== 'en' && document.querySelectorAll('[data-testid=toast-text], .toast-title').forEach((toast) => {
    for (const [english, chinese] of Object.entries(SAID)) {
      const told = toast.textContent.match(new RegExp(`^\\s*${english}\\s*$`, 's'));
      if (told) toast.textContent = chinese.replace(/\{(\d)\}/g, (_, place) => told[place].trim().replace(/ [a-z]?b$/i, (unit) => unit.toUpperCase()));
    }
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('.leaf-zoom');
    if (button) { zoom(button.closest('.leaf').querySelector('.leaf-scroll'), parseFloat(button.dataset.zoom)); return; }
    const mark = event.target.closest?.('a.cite');
    if (!mark) return;
    event.preventDefault();
    wanted = mark.getAttribute('href').slice(1);
    reveal();
  });

  // Keys: / goes to the question, Esc stops what is running or leaves the question, ↑ brings back the question before.
  const typing = (node) => node?.closest?.('input, textarea, select, [contenteditable=true]');
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector('#question textarea');
    if (event.key === '/' && !typing(event.target)) {
      event.preventDefault();
      box?.focus();
    } else if (event.key === 'Escape') {
      const stop = document.querySelector('#stop');
      if (stop?.offsetParent) stop.click();
      else if (event.target === box) box.blur();
    } else if (event.key === 'ArrowUp' && event.target === box && !box.value) {
      const asked = [...document.querySelectorAll('#chat .user .message, #chat .user.message')].pop()?.textContent.trim();
      if (!asked) return;
      event.preventDefault();
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, asked);
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });

  let due = 0;
  const watched = { childList: true, subtree: true, attributeFilter: ['style', 'class'] };
  new MutationObserver(() => {
    if (due) return;
    due = requestAnimationFrame(() => { due = 0; settle(); reveal(); translate(); });
  }).observe(document.body, watched);
}
