// A declaration as DOCX in a loop: node loops.js docxtemplater|carbone TEMPLATE DATA TIMES
// Prints the seconds of processor that one takes; what is read once a process isn't counted.
const fs = require("fs");

const [name, template, data, times] = process.argv.slice(2);
const values = JSON.parse(fs.readFileSync(data, "utf8"));

function docxtemplater() {
  const Docxtemplater = require("docxtemplater");
  const PizZip = require("pizzip");
  const document = new Docxtemplater(new PizZip(fs.readFileSync(template)), { paragraphLoop: true });
  document.render(values);
  document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

function carbone() {
  const { render } = require("carbone");
  return new Promise((done, failed) => render(template, values, (problem) => (problem ? failed(problem) : done())));
}

async function main() {
  const work = { docxtemplater, carbone }[name];
  await work();
  const begun = process.cpuUsage();
  for (let turn = 0; turn < Number(times); turn++) await work();
  const { user, system } = process.cpuUsage(begun);
  process.stdout.write(String((user + system) / 1e6 / Number(times)));
  process.exit();
}

main();
