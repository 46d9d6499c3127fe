'use strict';
// The page's script: draws the night that the element #night carries. Values become text nodes, never markup.
const night = JSON.parse(document.getElementById('night').textContent);
const WORDS = {
  title: ['备案夜间对账', 'Filing reconciliation'],
  read: ['读入', 'read'], sent: ['上报', 'sent'],
  ties: ['✓ 数字相符', '✓ The sums agree'],
  broken: ['✗ 数字不符，请检查台账', '✗ The sums do not agree: check the ledger'],
  sums: ['总数', 'Sums'], turns: ['轮到谁处理', 'Who has to act'], nobody: ['今夜的订单无需任何人处理', 'Nobody has to act on the orders of this night'], overdue: ['已逾期', 'overdue'], due: ['期限', 'due'],
  codes: ['原因频次', 'Reasons by frequency'], kinds: ['按订单类型', 'By kind of order'],
  more_codes: ['种更少见的', 'rarer ones'],
  orders: ['订单', 'Orders'], order: ['订单', 'Order'], state: ['状态', 'State'], who: ['谁处理', 'Who acts'],
  reason: ['原因与处理', 'Reason and remedy'], number: ['备案号', 'Filing number'], file: ['文件', 'File'],
  search: ['搜索订单号、备案号、代码、单元格、原文…', 'Search orders, filing numbers, codes, cells, words…'],
  all_turns: ['谁处理：全部', 'Who acts: all'], all_kinds: ['类型：全部', 'Kind: all'], clear: ['清除筛选', 'Clear'],
  shown: ['显示', 'showing'], of: ['/', 'of'], none: ['没有符合条件的订单', 'No order fits'],
  load: ['继续显示', 'Show more'], left: ['个未显示', 'not shown yet'],
  details: ['详情', 'Details'], attempt: ['第 # 次', 'attempt #'], object: ['对象', 'Object'], own: ['接入商Id', "Carrier's id"],
  theirs: ['管局Id', "Bureau's id"], opinion: ['审核意见', 'Opinion'], note: ['说明', 'Note'], attempts: ['此前各次', 'Earlier attempts'],
  files: ['上报文件', 'Files sent'], name: ['文件名', 'Name'], bureau: ['管局', 'Bureau'], sequence: ['序号', 'Sequence'],
  answered: ['已答复', 'Answered'], findings: ['文件与无订单号的行', 'Files and rows without an order number'],
  unmatched: ['待判定的答复', 'Answers to be decided'], tasks: ['管局下发的待办', 'Work that the bureau asks for'],
  differences: ['台账与管局不符', 'Ledger and bureau differed'], cancelled: ['管局主动注销', 'Cancelled by the bureau on its own'],
  records_to: ['需处理的备案', 'Filings to look after'], sequences: ['上报序号', 'Sequence numbers'], retention: ['留存到期', 'Retention ends'],
  overdue_before: ['此前上报、已逾期', 'Sent earlier, overdue'], ages: ['在办订单等待天数', 'Open orders by days of waiting'], trend: ['各夜订单及其结果', 'Orders of each night and what came of them'], days: ['天', 'days'],
  checked: ['项核对', 'figures checked'], verdict: ['答复', 'Answers'], records: ['记录', 'Records'], missing: ['缺答复', 'Unanswered'],
  earlier: ['此前上报、今夜有进展', 'Sent earlier, news tonight'],
  unknown_kind: ['类型不明', 'kind unknown'],
};
const COLUMNS = ['order', 'state', 'who', 'reason', 'number', 'file'];
/** What somebody has to look at, of what stands below the orders. */
const URGENT = ['findings', 'unmatched', 'cancelled', 'tasks', 'differences', 'overdue_before'];
const ROWS_AT_ONCE = 150, ROWS_ON_PAPER = 3000, CODES_SHOWN = 10;

let lang = night.lang === 'en' ? 1 : 0;
const chosen = { words: [], parts: new Set(), turn: '', kind: '', code: '', overdue: false, sort: '', down: false };
let fitting = [], drawn = 0;

// What an order has none of is left out of the data.
for (const order of night.orders.concat(night.earlier, night.overdue)) for (const attempt of [order, ...(order.e ||= [])]) attempt.r ||= [];

const $ = id => document.getElementById(id);
const say = word => WORDS[word][lang];
const text = index => night.texts[index][lang];
const kindName = kind => kind ? (lang && night.kinds[kind]) || kind : say('unknown_kind');
const partOf = order => night.parts[order.p];

/** An element with properties and children; text stays text. */
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

/** The same for a drawing; the page's own empty one tells the namespace. */
function svg(tag, properties = {}, ...children) {
  const element = document.createElementNS($('drawing').namespaceURI, tag);
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
  element.append(...children.flat());
  return element;
}

const count = test => night.orders.reduce((sum, order) => sum + (test(order) ? 1 : 0), 0);
const partCounts = night.parts.map((_, part) => count(order => order.p === part));
const kinds = [...new Set(night.orders.map(order => order.k))];

/** How many orders each code or rule concerns, most first. */
const codes = (() => {
  const counts = new Map();
  for (const order of night.orders) {
    if (partOf(order).id === 'approved') continue;
    for (const code of new Set(order.r.map(reason => reason[0]))) {
      const entry = counts.get(code) || { code, orders: 0, message: night.meanings[code] ?? order.r.find(reason => reason[0] === code)[2], part: order.p };
      entry.orders++;
      counts.set(code, entry);
    }
  }
  return [...counts.values()].sort((a, b) => b.orders - a.orders || a.code.localeCompare(b.code, 'en', { numeric: true }));
})();


function searchable(order) {
  const reasons = order.r.flatMap(([code, place, message, remedy]) => [code, place, ...night.texts[message], ...night.texts[remedy]]);
  const ids = (order.i || []).flatMap(([, own, theirs, number]) => [own, theirs, number]);
  const said = [order.c, order.w].filter(index => index !== undefined).flatMap(index => night.texts[index]);
  return [order.o, order.k, night.kinds[order.k], ...night.texts[order.s], order.n, order.f, ...reasons, ...ids, ...said].filter(Boolean).join(' ').toLowerCase();
}

function fits(order) {
  if (chosen.parts.size && !chosen.parts.has(partOf(order).id)) return false;
  if (chosen.turn && night.turns[order.t].id !== chosen.turn) return false;
  if (chosen.kind && order.k !== chosen.kind) return false;
  if (chosen.overdue && !order.v) return false;
  if (chosen.code && !order.r.some(reason => reason[0] === chosen.code)) return false;
  if (!chosen.words.length) return true;
  order.search ||= searchable(order);
  return chosen.words.every(word => order.search.includes(word));
}

const KEYS = {
  order: order => order.o, state: order => text(order.s), who: order => night.turns[order.t].name[lang],
  reason: order => order.r.length ? order.r[0][0] : '', number: order => order.n || '', file: order => order.f ? order.f + ' ' + order.q : '',
};
const collator = new Intl.Collator('zh', { numeric: true });

/** Chooses, sorts and draws anew. */
function update() {
  fitting = night.orders.filter(fits);
  const key = KEYS[chosen.sort];
  if (key) {
    const keyed = fitting.map(order => [key(order), order]);
    keyed.sort(([a], [b]) => (a === '') - (b === '') || collator.compare(a, b) * (chosen.down ? -1 : 1));
    fitting = keyed.map(([, order]) => order);
  }
  drawn = 0;
  document.querySelector('#orders tbody').replaceChildren();
  draw(ROWS_AT_ONCE);
  const all = fitting.length === night.orders.length;
  $('count').textContent = fitting.length === 0 ? say('none')
    : all ? `${fitting.length} ${say('orders')}` : `${say('shown')} ${fitting.length} ${say('of')} ${night.orders.length}`;
  for (const button of document.querySelectorAll('[data-part]')) button.setAttribute('aria-pressed', chosen.parts.has(button.dataset.part));
  for (const button of document.querySelectorAll('[data-turn]')) button.setAttribute('aria-pressed', chosen.turn === button.dataset.turn);
  for (const button of document.querySelectorAll('[data-code]')) button.setAttribute('aria-pressed', chosen.code === button.dataset.code);
  for (const button of document.querySelectorAll('[data-kind]')) button.setAttribute('aria-pressed', chosen.kind === button.dataset.kind);
  for (const button of document.querySelectorAll('[data-overdue]')) button.setAttribute('aria-pressed', chosen.overdue);
  $('turn').value = chosen.turn;
  $('kind').value = chosen.kind;
  const narrowed = chosen.words.length || chosen.parts.size || chosen.turn || chosen.kind || chosen.code || chosen.overdue;
  $('clear').hidden = !narrowed;
}

function draw(rows) {
  const next = fitting.slice(drawn, drawn + rows);
  document.querySelector('#orders tbody').append(...next.map(row));
  drawn += next.length;
  const left = fitting.length - drawn;
  $('more').replaceChildren(left ? el('button', { type: 'button', onclick: () => draw(ROWS_AT_ONCE) }, `${say('load')} · ${left} ${say('left')}`) : '');
}

function reasons(order) {
  const list = order.r.map(([code, place, message, remedy]) => el('div', { class: 'reason' },
    el('p', {}, el('code', {}, code), ' ', text(message)),
    place && el('p', { class: 'place' }, place),
    text(remedy) && el('p', { class: 'remedy' }, '→ ', text(remedy))));
  if (order.c !== undefined) list.push(el('p', { class: 'reason' }, el('b', {}, say('opinion')), ' ', text(order.c)));
  if (order.w !== undefined) list.push(el('p', { class: 'reason' }, el('b', {}, say('note')), ' ', text(order.w)));
  return list;
}

/** A file's name without what all of a night share: carrier, date and ending. */
const shortName = name => name.replace(/^\d+(?=[A-Z])/, '').replace(/\.xml$/, '');

function row(order) {
  const part = partOf(order).id;
  const quiet = part === 'approved' && !order.v;
  const second = [kindName(order.k), order.a > 1 ? say('attempt').replace('#', order.a) : ''].filter(Boolean).join(' · ');
  return el('tr', { class: part, 'data-order': order.o },
    el('th', { scope: 'row', class: 'order' }, el('span', { class: order.o.length > 18 ? 'long' : false }, order.o), el('small', {}, second)),
    el('td', { class: 'state' }, el('span', {}, text(order.s)),
      order.d && el('small', { class: order.v ? 'overdue' : false }, `${say(order.v ? 'overdue' : 'due')} ${order.d}`)),
    el('td', { class: 'who' }, night.turns[order.t].id === 'nobody' ? '' : night.turns[order.t].name[lang]),
    el('td', { class: 'why' }, quiet ? '' : reasons(order), details(order)),
    el('td', { class: 'number' }, order.n || ''),
    el('td', { class: 'file' }, order.f ? el('small', { title: order.f }, shortName(order.f), order.q ? ` #${order.q}` : '') : ''));
}

/** Ids and earlier attempts, drawn when they are opened. */
function details(order) {
  if (!order.i && !order.f && !order.e.length) return '';
  const box = el('details', {}, el('summary', {}, say('details')));
  box.addEventListener('toggle', () => {
    if (box.children.length > 1) return;
    if (order.f) box.append(el('p', { class: 'place' }, order.f));
    if (order.i) box.append(el('div', { class: 'scroll' }, table(['object', 'own', 'theirs', 'number'], order.i.map(([object, ...ids]) => [text(object), ...ids.map(id => id ?? '')]))));
    if (order.e.length) box.append(el('h3', {}, say('attempts')), ...order.e.map(attempt => el('div', { class: 'card ' + partOf(attempt).id },
      el('p', {}, el('b', {}, say('attempt').replace('#', attempt.a)), ' · ', text(attempt.s), attempt.f ? ` · ${attempt.f} #${attempt.q ?? ''}` : ''), reasons(attempt))));
  });
  return box;
}

function table(words, rows, numeric = []) {
  const cell = (tag, value, column) => el(tag, { class: numeric.includes(column) ? 'num' : false, scope: tag === 'th' ? 'col' : false }, String(value));
  return el('table', {}, el('thead', {}, el('tr', {}, words.map((word, column) => cell('th', say(word), column)))),
    el('tbody', {}, rows.map(values => el('tr', {}, values.map((value, column) => cell('td', value, column))))));
}

/** A button that narrows the list of orders, and shows it where it is out of sight. */
function narrow(properties, change, ...children) {
  return el('button', { type: 'button', 'aria-pressed': 'false', ...properties, onclick: () => { change(); update(); } }, ...children);
}

const togglePart = id => () => { if (!chosen.parts.delete(id)) chosen.parts.add(id); };
const part = id => night.parts.findIndex(part => part.id === id);

function tile(id, value, name) {
  const inner = [el('b', {}, value.toLocaleString('en')), el('span', {}, name)];
  return id ? narrow({ class: `tile ${id}`, 'data-part': id }, togglePart(id), inner) : el('div', { class: 'tile' }, inner);
}

function sums() {
  const of = id => tile(id, partCounts[part(id)], night.parts[part(id)].name[lang]);
  const sign = mark => el('i', { 'aria-hidden': 'true' }, mark);
  const totals = night.totals;
  return el('section', { class: 'card sums' },
    el('h2', {}, say('sums')),
    el('div', { class: 'equation' }, tile('', totals.read, say('read')), sign('='), of('held-back'),
      totals.waiting ? [sign('+'), of('waiting')] : '', sign('+'), tile('', totals.sent, say('sent'))),
    el('div', { class: 'equation' }, tile('', totals.sent, say('sent')), sign('='), of('approved'), sign('+'), of('refused'), sign('+'), of('pending')),
    bar(partCounts, totals.read),
    el('p', { class: 'legend' }, night.parts.map(({ id, name }, index) => partCounts[index]
      ? el('span', { class: id }, `${name[lang]} ${(100 * partCounts[index] / totals.read).toFixed(1)}%`) : '')),
    el('p', { class: night.ties ? 'ties' : 'ties no' }, say(night.ties ? 'ties' : 'broken')),
    el('details', { class: 'checks', open: !night.ties || innerWidth > 1000 }, el('summary', {}, `${night.checks.length} ${say('checked')}`),
      el('ul', {}, night.checks.map(([holds, index]) => el('li', { class: holds ? 'ok' : 'no' }, text(index))))),
    night.remarks.map(index => el('p', { class: 'remark' }, text(index))));
}

/** A stacked bar of the parts. Even the smallest share is seen. */
function bar(counts, whole) {
  const shares = counts.map((value, index) => [night.parts[index], value]).filter(([, value]) => value);
  const label = shares.map(([{ name }, value]) => `${name[lang]} ${value}`).join(', ');
  const widths = shares.map(([, value]) => Math.max(12, 1000 * value / whole));
  const scale = 1000 / Math.max(1, widths.reduce((a, b) => a + b, 0));
  let at = 0;
  return svg('svg', { class: 'bar', viewBox: '0 0 1000 10', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('title', {}, label),
    shares.map(([{ id }], index) => {
      const rect = svg('rect', { class: id, x: at, width: widths[index] * scale, height: 10 });
      at += widths[index] * scale;
      return rect;
    }));
}

function turns() {
  const entries = night.turns.map((turn, index) => [turn, count(order => order.t === index)]).filter(([turn, value]) => value && turn.id !== 'nobody');
  const most = Math.max(1, ...entries.map(([, value]) => value));
  const overdue = count(order => order.v);
  const line = (properties, change, name, value) => narrow({ class: 'measure', ...properties }, change,
    el('span', {}, name), meter(value, most), el('b', {}, String(value)));
  return el('section', { class: 'card' }, el('h2', {}, say('turns')),
    entries.map(([turn, value]) => line({ class: `measure turn-${turn.id}`, 'data-turn': turn.id }, () => { chosen.turn = chosen.turn === turn.id ? '' : turn.id; }, turn.name[lang], value)),
    entries.length ? '' : el('p', { class: 'soft' }, say('nobody')),
    overdue ? line({ class: 'measure refused', 'data-overdue': '' }, () => { chosen.overdue = !chosen.overdue; }, say('overdue'), overdue) : '');
}

const meter = (value, most) => svg('svg', { class: 'meter', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
  svg('rect', { width: Math.max(1.5, 100 * value / most), height: 10 }));

/** Stacked columns, one for each label; a row has a class, a name and a count for each column. */
function columnChart(kind, labels, unit, rows) {
  const sums = labels.map((_, at) => rows.reduce((sum, { counts }) => sum + counts[at], 0));
  const most = Math.max(...sums);
  if (!most) return '';
  const [left, top, width, height] = [8, 18, 404, 120];
  const step = width / labels.length, gap = Math.min(6, step / 6), every = Math.ceil(labels.length / 10);
  const columns = labels.map((label, column) => {
    let at = top + height;
    const parts = rows.filter(({ counts }) => counts[column]).map(({ id, name, counts }) => {
      const high = Math.max(2, height * counts[column] / most);
      at -= high;
      return svg('rect', { class: id, x: left + column * step + gap, y: at, width: step - 2 * gap, height: high },
        svg('title', {}, `${name} · ${label}${unit} · ${counts[column]}`));
    });
    const middle = left + (column + .5) * step;
    return [parts, sums[column] && every === 1 ? svg('text', { class: 'value', x: middle, y: at - 5 }, String(sums[column])) : [],
      column % every ? [] : svg('text', { x: middle, y: top + height + 16 }, label)].flat();
  });
  const summary = labels.map((label, column) => `${label}${unit}: ${sums[column]}`).join(', ');
  return el('section', { class: `card columns ${kind}` }, el('h2', {}, say(kind)),
    svg('svg', { viewBox: '0 0 420 160', role: 'img', 'aria-label': summary }, columns.flat(),
      svg('line', { x1: left, x2: left + width, y1: top + height, y2: top + height })),
    el('p', { class: 'legend' }, rows.map(({ id, name, counts }) => el('span', { class: id }, `${name} ${counts.reduce((a, b) => a + b, 0)}`))));
}

/** How long all open orders have been waiting, for whom: a column for each class of age. */
function ageChart() {
  const { from, rows } = night.ages;
  const labels = from.map((first, age) => age + 1 === from.length ? `${first}+` : `${first}–${from[age + 1] - 1}`);
  return columnChart('ages', labels, ` ${say('days')}`, rows.map(([turn, counts]) => ({ id: `turn-${night.turns[turn].id}`, name: night.turns[turn].name[lang], counts })));
}

/** What has come of the orders of this night and those before it. */
function trendChart() {
  const { nights, counts } = night.trend;
  if (nights.length < 2) return '';
  const rows = night.parts.map(({ id, name }, part) => ({ id, name: name[lang], counts: counts.map(night => night[part]) }));
  return columnChart('trend', nights, '', rows.filter(({ counts }) => counts.some(Boolean)));
}

function codeChart() {
  if (!codes.length) return '';
  const most = codes[0].orders;
  const rarer = codes.length - CODES_SHOWN;
  return el('section', { class: 'card codes' }, el('h2', {}, say('codes')),
    el('div', {}, codes.slice(0, CODES_SHOWN).map(entry => narrow({ class: `measure code ${night.parts[entry.part].id}`, 'data-code': entry.code, title: text(entry.message) },
      () => { chosen.code = chosen.code === entry.code ? '' : entry.code; },
      el('span', {}, el('code', {}, entry.code), ' ', el('small', {}, text(entry.message))), meter(entry.orders, most), el('b', {}, String(entry.orders))))),
    rarer > 0 ? el('p', { class: 'soft' }, `+ ${rarer} ${say('more_codes')}`) : '');
}

function kindChart() {
  return el('section', { class: 'card' }, el('h2', {}, say('kinds')), kinds.map(kind => {
    const counts = night.parts.map((_, index) => count(order => order.k === kind && order.p === index));
    const whole = counts.reduce((a, b) => a + b);
    return narrow({ class: 'measure', 'data-kind': kind }, () => { chosen.kind = chosen.kind === kind ? '' : kind; },
      el('span', {}, kindName(kind)), bar(counts, whole), el('b', {}, String(whole)));
  }));
}

function tools() {
  const select = (id, first, options) => el('select', { id, 'aria-label': say(first), onchange: event => { chosen[id] = event.target.value; update(); } },
    el('option', { value: '' }, say(first)), options.map(([value, name]) => el('option', { value }, name)));
  const search = el('input', { id: 'search', type: 'search', placeholder: say('search'), 'aria-label': say('search'), autocomplete: 'off', spellcheck: 'false',
    oninput: event => { chosen.words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean); update(); } });
  search.value = chosen.words.join(' ');
  return [search,
    el('div', { class: 'chips' }, night.parts.map(({ id, name }, index) => partCounts[index]
      ? narrow({ class: `chip ${id}`, 'data-part': id }, togglePart(id), name[lang], ' ', el('b', {}, String(partCounts[index]))) : '')),
    select('turn', 'all_turns', night.turns.map(({ id, name }) => [id, name[lang]])),
    select('kind', 'all_kinds', kinds.filter(Boolean).map(kind => [kind, kindName(kind)])),
    el('button', { type: 'button', id: 'clear', hidden: true, onclick: () => {
      Object.assign(chosen, { words: [], turn: '', kind: '', code: '', overdue: false });
      chosen.parts.clear();
      $('search').value = '';
      update();
    } }, say('clear'))];
}

function heads() {
  return el('tr', {}, COLUMNS.map(word => {
    const sorted = chosen.sort === word ? (chosen.down ? 'descending' : 'ascending') : false;
    return el('th', { scope: 'col', 'aria-sort': sorted }, el('button', { type: 'button', onclick: () => {
      chosen.down = chosen.sort === word && !chosen.down;
      chosen.sort = word;
      document.querySelector('#orders thead').replaceChildren(heads());
      update();
    } }, say(word)));
  }));
}

function files() {
  const words = ['name', 'bureau', 'sequence', 'records', 'orders', 'answered', 'verdict', 'state'];
  const numeric = [2, 3, 4, 5];
  const cell = (tag, value, column) => el(tag, { class: numeric.includes(column) ? 'num' : false, scope: tag === 'th' ? 'col' : false }, value);
  const verdict = file => el('span', {}, el('b', { class: file.complete ? 'ok' : 'no' }, text(file.verdict)),
    file.missing.length ? el('details', {}, el('summary', {}, say('missing')), el('p', { class: 'place' }, file.missing.join(' '))) : '');
  return el('table', { class: 'files' }, el('thead', {}, el('tr', {}, words.map((word, column) => cell('th', say(word), column)))),
    el('tbody', {}, night.files.map(file => el('tr', {}, [file.name, file.bureau, String(file.sequence ?? '—'), String(file.records), String(file.orders),
      String(file.answered), verdict(file), text(file.state)].map((value, column) => cell('td', value, column))))));
}

function rest() {
  const section = (word, size, ...content) => size ? el('section', { id: word, 'data-size': size }, el('h2', {}, `${say(word)} `, el('small', {}, String(size))), ...content) : '';
  return [
    section('findings', night.findings.length, el('div', { class: 'card held-back' }, night.findings.map(finding => el('div', { class: 'reason' },
      el('p', {}, el('code', {}, finding.rule), ' ', text(finding.message)), el('p', { class: 'place' }, finding.place),
      text(finding.remedy) && el('p', { class: 'remedy' }, '→ ', text(finding.remedy)))))),
    ...[['unmatched'], ['cancelled'], ['tasks'], ['differences'], ['records', 'records_to']].map(([key, word]) => section(word || key, night[key].length,
      el('div', { class: 'card' }, night[key].map(line => el('p', { class: 'reason' }, text(line)))))),
    ...[['overdue', 'overdue_before'], ['earlier']].map(([key, word]) => section(word || key, night[key].length, el('table', { class: 'orders earlier' },
      el('thead', {}, el('tr', {}, COLUMNS.map(word => el('th', { scope: 'col' }, say(word))))), el('tbody', {}, night[key].map(row))))),
    section('files', night.files.length, el('div', { class: 'scroll' }, files())),
    section('sequences', night.sequences.length, el('div', { class: 'card' }, night.sequences.map(line => el('p', { class: 'reason' }, text(line))))),
    section('retention', night.retention.length, el('div', { class: 'card' }, night.retention.map(line => el('p', { class: 'reason' }, text(line))))),
  ].filter(Boolean);
}

/** The way to what stands below the orders, of which there may be many. */
function places() {
  return [...document.querySelectorAll('#rest section')].map(({ id, dataset }) => el('a', { href: `#${id}`, class: URGENT.includes(id) ? 'way held-back' : 'way waiting' },
    say(id), ' ', el('b', {}, dataset.size)));
}

/** Draws everything in the chosen language. */
function page() {
  document.documentElement.lang = lang ? 'en' : 'zh-CN';
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word);
  for (const button of document.querySelectorAll('[data-lang]')) button.setAttribute('aria-pressed', (button.dataset.lang === 'en') === Boolean(lang));
  // Two columns of about one height.
  const [reasons, trend] = [codeChart(), trendChart()];
  $('summary').replaceChildren(el('div', { class: 'beside' }, sums(), reasons || trend), el('div', { class: 'beside' }, turns(), kindChart(), reasons && trend, ageChart()));
  $('tools').replaceChildren(...tools());
  document.querySelector('#orders thead').replaceChildren(heads());
  $('rest').replaceChildren(...rest());
  $('places').replaceChildren(...places());
  update();
}

for (const button of document.querySelectorAll('[data-lang]')) button.addEventListener('click', () => { lang = button.dataset.lang === 'en' ? 1 : 0; page(); });
new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting) && drawn < fitting.length) draw(ROWS_AT_ONCE); }, { rootMargin: '600px' }).observe($('more'));
addEventListener('beforeprint', () => draw(ROWS_ON_PAPER));
page();
