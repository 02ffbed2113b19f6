// Sorts the matrix by the heading that #sort=KEY names: a permission, the number of roles, or a role; -KEY turns it.
(function () {
  'use strict';
  var table = document.getElementById('matrix');
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var heads = Array.prototype.slice.call(table.querySelectorAll('th[data-key]'));

  function asked() {
    var found = /^#sort=(-?)([a-z-]+)$/.exec(window.location.hash);
    return found ? { key: found[2], down: found[1] === '-' } : { key: 'permission', down: false };
  }
  // By what a row stands: its place, how many roles, or whether the role has it (those first).
  function rank(row, place, column, key) {
    if (key === 'permission') return place;
    var text = row.cells[column].textContent;
    return key === 'count' ? Number(text) : (text === '' ? 1 : 0);
  }
  function sort() {
    var want = asked();
    var head = heads.filter(function (h) { return h.dataset.key === want.key; })[0];
    if (!head) return;
    var column = Number(head.dataset.column);
    var order = rows.map(function (row, place) { return { row: row, place: place, rank: rank(row, place, column, want.key) }; });
    order.sort(function (a, b) { return (want.down ? b.rank - a.rank : a.rank - b.rank) || a.place - b.place; });
    order.forEach(function (item) { body.appendChild(item.row); });
    heads.forEach(function (h) { h.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', want.down ? 'descending' : 'ascending');
  }
  heads.forEach(function (head) {
    var label = head.querySelector('.way');
    var button = document.createElement('button');
    button.type = 'button';
    while (label.firstChild) button.appendChild(label.firstChild);
    label.appendChild(button);
    button.addEventListener('click', function () {
      var now = asked();
      window.location.hash = 'sort=' + (now.key === head.dataset.key && !now.down ? '-' : '') + head.dataset.key;
    });
  });
  window.addEventListener('hashchange', sort);
  document.getElementById('hint').hidden = false;
  sort();
}());
