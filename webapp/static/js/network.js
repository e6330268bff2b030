// The graph page, to zoom and to unfold. Fetches its part only when it is wanted; the picture and
// the list stay what they are without it. Every act is a button; dragging is never needed.

const LIBRARY = "../vendor/cytoscape.esm.min.js";
const MOST = 240;
const SHAPES = { person: "ellipse", skill: "round-rectangle", document: "cut-rectangle", team: "diamond" };
const SIDES = { start: "right", end: "left", middle: "center" };
const STEP = 80;
// After unfolding, places are worked out anew: names stand below, with room for each.
const ROOMY = {
  name: "cose", animate: false, randomize: false, fit: true, padding: 20,
  nodeDimensionsIncludeLabels: true, nodeOverlap: 40, nodeRepulsion: () => 40000, idealEdgeLength: () => 120,
};

const part = (name) => document.querySelector(`[data-network-${name}]`);
const colour = (kind) => getComputedStyle(document.querySelector(`.network__key .node--${kind} .node__shape`)).fill;

// The library would add a style element, which the policy refuses, unless one of its name is there.
const standInForItsStyles = () => {
  if (document.getElementById("__________cytoscape_stylesheet")) return;
  const stand = document.createElement("meta");
  stand.id = "__________cytoscape_stylesheet";
  document.head.append(stand);
};

const read = (root) => {
  const nodes = [...root.querySelectorAll("svg.graph a.node")].map(({ dataset, lastElementChild }) => ({
    group: "nodes",
    data: {
      id: dataset.key, name: dataset.name, kind: dataset.kind, round: dataset.round,
      side: SIDES[lastElementChild.getAttribute("text-anchor")],
    },
    position: { x: Number(dataset.x), y: Number(dataset.y) },
  }));
  const ties = [...root.querySelectorAll("svg.graph line")].map(({ dataset }) => ({
    group: "edges",
    data: { id: `${dataset.from} ${dataset.to}`, source: dataset.from, target: dataset.to },
  }));
  return [...nodes, ...ties];
};

const looks = () => [
  { selector: "node", style: {
    label: "data(name)", "font-size": 14, "text-valign": "bottom", "text-margin-y": 4,
    "text-wrap": "ellipsis", "text-max-width": 160, width: 20, height: 20,
    "border-width": 1.5, "border-color": "#1b2b2a", color: "#1b2b2a",
    "text-outline-color": "#ffffff", "text-outline-width": 2,
  } },
  ...["left", "right"].map((side) => ({
    selector: `node[side = "${side}"]`,
    style: { "text-halign": side, "text-valign": "center", "text-margin-y": 0, "text-margin-x": side === "left" ? -4 : 4 },
  })),
  ...Object.entries(SHAPES).map(([kind, shape]) => ({
    selector: `node[kind = "${kind}"]`, style: { shape, "background-color": colour(kind) },
  })),
  { selector: "node:selected", style: { "border-width": 4 } },
  { selector: "edge", style: { width: 1.2, "line-color": "#6a7773" } },
];

const unfold = async (graph, node) => {
  const says = part("says");
  const { round, name } = node.data();
  if (!round) return;
  if (graph.nodes().length >= MOST) {
    says.textContent = "The picture is full. Open a page from the list to go on from there.";
    return;
  }
  const answer = await fetch(round, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    says.textContent = `What is round ${name} could not be fetched. Try again.`;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = new Set(graph.elements().map((element) => element.id()));
  const fresh = read(page).filter((element) => !there.has(element.data.id));
  graph.add(fresh.map((element) => ({ ...element, position: element.position && { ...node.position() } })));
  const added = fresh.filter((element) => element.group === "nodes").length;
  if (added) {
    graph.nodes().data("side", "center");
    graph.layout(ROOMY).run();
  }
  says.textContent = added ? `${added} more round ${name}.` : `Nothing more round ${name}.`;
};

const zoom = (graph, by) => graph.zoom({
  level: graph.zoom() * by, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 },
});

let graph;
const show = (canvas) => {
  part("canvas").hidden = !canvas;
  part("acts").hidden = !canvas;
  part("svg").hidden = canvas;
  document.querySelector("[data-act=open]").hidden = canvas;
  document.querySelector(canvas ? "[data-act=in]" : "[data-act=open]").focus();
};

const ACTS = {
  open: async () => {
    standInForItsStyles();
    const { default: cytoscape } = await import(LIBRARY);
    show(true);
    graph = cytoscape({
      container: part("canvas"), elements: read(document), style: looks(),
      layout: { name: "preset", fit: true, padding: 20 }, minZoom: 0.2, maxZoom: 4,
      userZoomingEnabled: false,
    });
    graph.on("tap", "node", (event) => unfold(graph, event.target));
    part("says").textContent = "Choose a shape to unfold what is round it; in the list, ‘What is round it’ does the same.";
  },
  close: () => { graph.destroy(); show(false); part("says").textContent = ""; },
  in: () => zoom(graph, 1.3),
  out: () => zoom(graph, 1 / 1.3),
  fit: () => graph.fit(undefined, 20),
  left: () => graph.panBy({ x: STEP, y: 0 }),
  right: () => graph.panBy({ x: -STEP, y: 0 }),
  up: () => graph.panBy({ x: 0, y: STEP }),
  down: () => graph.panBy({ x: 0, y: -STEP }),
};

const tools = part("tools");
if (tools) {
  tools.hidden = false;
  tools.addEventListener("click", (event) => ACTS[event.target.closest("[data-act]")?.dataset.act]?.());
}
