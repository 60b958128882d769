/**
 * The drawing of the circuit, images/circuit.svg. Boxes are placed by hand below; which lines join them is read from the
 * circuit, so that a node or branch that is added and not placed here makes `node scripts/docs.mjs` fail.
 */

const WIDTH = 1200;
const HEIGHT = 1010;
const BOX = { w: 118, h: 28 };

/** Node -> centre of its box, label, colour. */
const NODES = {
  pulmonary_artery: [470, 62, "pulmonary artery", "venous"],
  pulmonary_capillaries: [630, 62, "lung capillaries", "lung"],
  pulmonary_veins: [790, 62, "pulmonary veins", "arterial"],
  right_atrium: [310, 190, "right atrium", "venous"],
  rv: [470, 190, "right ventricle", "venous"],
  left_atrium: [790, 136, "left atrium", "arterial"],
  lv: [790, 216, "left ventricle", "arterial"],
  aortic_root: [970, 216, "aortic root", "arterial"],
  aortic_arch: [970, 460, "arch", "arterial"],
  upper_thoracic_aorta: [970, 560, "upper thoracic", "arterial"],
  lower_thoracic_aorta: [970, 640, "lower thoracic", "arterial"],
  abdominal_aorta: [970, 724, "abdominal aorta", "arterial"],
  left_iliac_artery: [850, 800, "left iliac", "arterial"],
  right_iliac_artery: [970, 850, "right iliac", "arterial"],
  brain_arteries: [730, 410, "brain and head", "arterial"],
  right_arm_arteries: [730, 460, "right arm", "arterial"],
  left_arm_arteries: [730, 510, "left arm", "arterial"],
  renal_arteries: [730, 700, "renal", "arterial"],
  splanchnic_arteries: [730, 748, "splanchnic", "arterial"],
  left_leg_arteries: [690, 800, "left leg", "arterial"],
  right_leg_arteries: [690, 850, "right leg", "arterial"],
  lad_epicardial: [770, 290, "LAD", "arterial"],
  lcx_epicardial: [770, 324, "circumflex", "arterial"],
  rca_epicardial: [770, 358, "right coronary", "arterial"],
  lad_muscle: [560, 290, "LV muscle", "lung"],
  lcx_muscle: [560, 324, "LV muscle", "lung"],
  rca_muscle: [560, 358, "RV muscle", "lung"],
  upper_body_veins: [370, 460, "upper body veins", "venous"],
  renal_veins: [370, 700, "renal veins", "venous"],
  splanchnic_veins: [370, 748, "splanchnic veins", "venous"],
  leg_veins: [370, 825, "leg veins", "venous"],
  superior_caval_vein: [180, 460, "superior caval", "venous"],
  inferior_caval_vein: [180, 748, "inferior caval", "venous"],
  iabp_balloon: [1050, 600, "", "balloon"],
  ecmo_oxygenator: [560, 935, "oxygenator", "device"],
};

/**
 * Branches that are not straight: the side by which the line leaves (l, r, t, b, with a shift along it), the points on the
 * way, the side by which it enters; then, where it matters, on which stretch the symbol stands, or that the line is dashed.
 */
const ROUTES = {
  lad_ostium: "b-36 934,290 r last",
  lcx_ostium: "b-36 934,324 r last",
  rca_ostium: "b-36 934,358 r last",
  lad_venules: "l 310,290 b first",
  lcx_venules: "l 310,324 b first",
  rca_venules: "l 310,358 b first",
  carotids: "l 870,460 870,410 r",
  brain_bed: "l 470,410 470,460 r",
  left_arm_bed: "l 470,510 470,460 r",
  renal_trunks: "l 870,724 870,700 r",
  splanchnic_trunks: "l 870,724 870,748 r",
  abdominal_to_left_iliac: "b 970,762 850,762 t",
  left_leg_bed: "l 470,800 470,825 r",
  right_leg_bed: "l 470,850 470,825 r",
  renal_drainage: "l 250,700 250,748 r first",
  leg_drainage: "l 250,825 250,748 r first",
  superior_caval_inflow: "t 180,180 l-10",
  inferior_caval_inflow: "l 90,748 90,200 l+10",
  bronchial_bed: "r-8 1110,552 1110,62 r",
  ecmo_distal: "t 560,890 690,890 b dashed",
  septostomy: "l 310,136 t dashed",
  impella_pump: "t+30 820,174 958,174 t-12",
  tandemheart_line: "r 1184,136 1184,800 r",
};

function routeOf(branch) {
  const words = ROUTES[branch.name]?.split(" ");
  if (!words) return null;
  const via = words.filter((w) => w.includes(",")).map((w) => w.split(",").map(Number));
  const [out, into] = words.filter((w) => /^[lrtb]([-+]\d+)?$/.test(w)).map((w) => [w[0], Number(w.slice(1))]);
  return {
    out,
    into,
    via,
    first: words.includes("first"),
    last: words.includes("last"),
    dashed: words.includes("dashed"),
  };
}

const COLOURS = {
  arterial: ["#fbe3e1", "#a8322a"],
  venous: ["#e1e9f8", "#2c4f94"],
  lung: ["#ece4f5", "#5f3f8c"],
  device: ["#fdeccf", "#8a5a00"],
};

const f = (x) => String(Math.round(x * 10) / 10);

function boxSvg([x, y, label, kind]) {
  const [fill, stroke] = COLOURS[kind];
  return `<rect x="${f(x - BOX.w / 2)}" y="${f(y - BOX.h / 2)}" width="${BOX.w}" height="${BOX.h}" rx="6" fill="${fill}" stroke="${stroke}"/><text x="${x}" y="${y + 4}" text-anchor="middle">${label}</text>`;
}

function side([x, y], which, shift = 0) {
  if (which === "l") return [x - BOX.w / 2, y + shift];
  if (which === "r") return [x + BOX.w / 2, y + shift];
  return which === "t" ? [x + shift, y - BOX.h / 2] : [x + shift, y + BOX.h / 2];
}

/** Sides by which a straight line leaves and enters. */
function facing([ax, ay], [bx, by]) {
  if (Math.abs(bx - ax) > Math.abs(by - ay)) return bx > ax ? ["r", "l"] : ["l", "r"];
  return by > ay ? ["b", "t"] : ["t", "b"];
}

function pointsOf(branch, route) {
  const from = NODES[branch.from];
  const to = NODES[branch.to];
  if (route) return [side(from, ...route.out), ...route.via, side(to, ...route.into)];
  const [out, into] = facing(from, to);
  return [side(from, out), side(to, into)];
}

const pathOf = (points) => points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${f(x)} ${f(y)}`).join(" ");

/** The middle of the longest stretch (or of the first or last, where the route says so), and its direction. */
function middleOf(points, route) {
  let best = { length: -1 };
  for (let i = 1; i < points.length; i++) {
    if ((route?.first && i > 1) || (route?.last && i < points.length - 1)) continue;
    const [[ax, ay], [bx, by]] = [points[i - 1], points[i]];
    const length = Math.hypot(bx - ax, by - ay);
    if (length > best.length)
      best = { length, x: (ax + bx) / 2, y: (ay + by) / 2, angle: (Math.atan2(by - ay, bx - ax) * 180) / Math.PI };
  }
  return best;
}

const VALVE = `<path d="M-6 -7 L6 0 L-6 7 Z" fill="#fff" stroke="#222"/><path d="M6 -7 V7" stroke="#222"/>`;
const RESISTANCE = `<rect x="-11" y="-5" width="22" height="10" fill="#fff" stroke="#555"/>`;
const COIL = `<path d="M-12 0 a4 4 0 0 1 8 0 a4 4 0 0 1 8 0 a4 4 0 0 1 8 0" fill="none" stroke="#fff" stroke-width="6"/><path d="M-12 0 a4 4 0 0 1 8 0 a4 4 0 0 1 8 0 a4 4 0 0 1 8 0" fill="none" stroke="#222" stroke-width="1.6"/>`;

function symbolOf(kind) {
  if (kind === "valve") return VALVE;
  return kind === "resistive" ? RESISTANCE : COIL;
}

function branchSvg(branch) {
  const route = routeOf(branch);
  const points = pointsOf(branch, route);
  const { x, y, angle } = middleOf(points, route);
  const dashed = route?.dashed ? ` stroke-dasharray="5 4"` : "";
  const width = branch.kind === "resistive" ? 1.2 : 2;
  return `<path d="${pathOf(points)}" fill="none" stroke="#444" stroke-width="${width}"${dashed}/><g transform="translate(${f(x)} ${f(y)}) rotate(${f(angle)})">${symbolOf(branch.kind)}</g>`;
}

/** Drawn by hand, since they end in several nodes or outside: the ECMO circuit, the balloon's gas line, the left arm's artery. */
const BY_HAND = new Set(["ecmo_drainage", "ecmo_return", "iabp_line", "left_subclavian"]);
/** A valve's leak lies beside the valve and is not drawn. */
const isLeak = (name) => name.endsWith("_leak");

const ECMO = `
<g fill="none" stroke="#8a5a00" stroke-width="2.4">
<path d="M180 762 V935 H342"/><path d="M258 196 H50 V935 H180"/>
<path d="M378 935 H508"/><path d="M612 935 H1070 V850 H1022"/>
</g>
<circle cx="360" cy="935" r="18" fill="#fdeccf" stroke="#8a5a00" stroke-width="1.6"/>
<path d="M352 925 L371 935 L352 945 Z" fill="#8a5a00"/>
<text x="360" y="972" text-anchor="middle">centrifugal pump</text>
<text x="180" y="972" text-anchor="middle">drainage cannula</text>
<text x="840" y="926" text-anchor="middle">return cannula: femoral</text>
<text x="840" y="953" text-anchor="middle" class="small">or ascending aorta (root), or axillary artery (right arm)</text>
<text x="180" y="988" text-anchor="middle" class="small">and vents from left atrium and pulmonary artery, optional</text>
<text x="700" y="886" class="small">distal leg perfusion, optional</text>
<text x="560" y="966" text-anchor="middle" class="small">sweep gas, heat exchanger</text>
<text x="318" y="926" text-anchor="end" class="small">P1</text><text x="450" y="926" text-anchor="middle" class="small">P2</text><text x="625" y="926" class="small">P3</text>`;

/** It leaves between arch and descending aorta, from both. */
const LEFT_SUBCLAVIAN = `
<path d="M970 490 H850 V510 H789" fill="none" stroke="#444" stroke-width="2"/><circle cx="970" cy="490" r="3.2" fill="#444"/>
<g transform="translate(908 490)">${COIL}</g>`;

const BALLOON = `
<path d="M1064 600 H1092" stroke="#8a5a00" stroke-width="2"/>
<ellipse cx="1050" cy="600" rx="15" ry="62" fill="#fdeccf" stroke="#8a5a00" stroke-width="1.6"/>
<text x="1050" y="604" text-anchor="middle" class="small" transform="rotate(-90 1050 600)">balloon (helium)</text>
<path d="M1022 566 H1036 M1022 634 H1036" stroke="#8a5a00" stroke-dasharray="2 2"/>
<text x="1097" y="306" class="small" text-anchor="middle" transform="rotate(-90 1097 306)">bronchial</text>
<rect x="1092" y="582" width="76" height="36" rx="6" fill="#fdeccf" stroke="#8a5a00"/><text x="1130" y="604" text-anchor="middle">console</text>`;

const LEFT_DEVICES = `
<text x="890" y="167" text-anchor="middle" class="small">Impella</text>
<text x="1172" y="330" class="small" text-anchor="middle" transform="rotate(-90 1172 330)">TandemHeart: cannulae and pump</text>
<text x="385" y="131" class="small" text-anchor="middle">septostomy, optional</text>`;

const LEGEND = `
<g transform="translate(20 20)">
<text x="0" y="0" class="title">The closed loop</text>
<g transform="translate(12 22)">${COIL}</g><text x="34" y="26" class="small">inertial branch (inertance, resistance, quadratic loss)</text>
<g transform="translate(12 44)">${VALVE}</g><text x="34" y="48" class="small">the same with a valve (its leak beside it)</text>
<g transform="translate(12 66)">${RESISTANCE}</g><text x="34" y="70" class="small">resistive branch (bed, venous waterfall)</text>
<rect x="0" y="82" width="24" height="14" rx="4" fill="#fff" stroke="#444"/><text x="34" y="93" class="small">node: holds a volume of blood</text>
</g>`;

/** @param circuit what `circulation()` returns */
export function circuitSvg(circuit) {
  const nodes = circuit.instances.filter((i) => i.component.kind === "node").map((i) => i.name);
  const missing = nodes.filter((n) => !(n in NODES));
  const gone = Object.keys(NODES).filter((n) => !nodes.includes(n));
  if (missing.length + gone.length > 0)
    throw new Error(
      `docs/images/circuit.mjs: nodes not placed: ${missing.join(", ")}; placed but gone: ${gone.join(", ")}`,
    );
  const branches = circuit.instances
    .filter((i) => i.component.kind === "inertial" || i.component.kind === "resistive")
    .filter((i) => !BY_HAND.has(i.name) && !isLeak(i.name))
    .map((i) => ({ ...i, kind: i.name.endsWith("_valve") ? "valve" : i.component.kind }));
  const odd = branches.filter((b) => typeof b.from !== "string" || typeof b.to !== "string").map((b) => b.name);
  if (odd.length > 0) throw new Error(`docs/images/circuit.mjs: draw by hand: ${odd.join(", ")}`);
  const boxes = Object.values(NODES).filter(([, , , kind]) => kind !== "balloon");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">
<title id="title">The circuit: heart, lungs, aorta in segments, regional arteries, beds and veins, coronary vessels, balloon, ECMO, Impella and TandemHeart</title>
<style>text{font:13px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1c1c1c}.small{font-size:11.5px}.title{font-size:17px;font-weight:600}</style>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<rect x="240" y="106" width="620" height="140" rx="26" fill="#f7f7f5" stroke="#777" stroke-dasharray="6 4"/><text x="630" y="126" text-anchor="middle" class="small">pericardium</text>
<path d="M630 150 V236" stroke="#5f3f8c" stroke-width="4" stroke-dasharray="3 3"/><text x="640" y="198" class="small">septum</text>
${branches.map(branchSvg).join("\n")}
${LEFT_SUBCLAVIAN.trim()}
${ECMO.trim()}
${boxes.map(boxSvg).join("\n")}
${BALLOON.trim()}
${LEFT_DEVICES.trim()}
${LEGEND.trim()}
</svg>
`;
}
