// 粘贴来的格子，和一个一个的数。
"use strict";
const Values = (() => {
  // 从 Excel 复制来的：制表符分列，换行分行；格子里有换行的带双引号。
  const cells = (pasted) => {
    const rows = [[""]];
    let quoted = false;
    for (let at = 0; at < pasted.length; at += 1) {
      const sign = pasted[at];
      const row = rows.at(-1);
      if (quoted && sign === '"' && pasted[at + 1] === '"') {
        row[row.length - 1] += '"';
        at += 1;
      } else if (sign === '"' && (quoted || row.at(-1) === "")) {
        quoted = !quoted;
      } else if (!quoted && sign === "\t") {
        row.push("");
      } else if (!quoted && sign === "\n") {
        rows.push([""]);
      } else if (sign !== "\r") {
        row[row.length - 1] += sign;
      }
    }
    return rows.at(-1).join("") === "" ? rows.slice(0, -1) : rows;
  };

  // 十进制的和，不用浮点数。写着公式的，用程序算出来的值；有不知道的，就没有和。
  const total = (values) => {
    const known = values.filter((value) => value !== "");
    if (!known.length || !known.every((value) => /^-?\d+(\.\d+)?$/.test(value))) {
      return "";
    }
    const digits = Math.max(...known.map((value) => (value.split(".")[1] ?? "").length));
    const whole = (value) => {
      const [front, back = ""] = value.split(".");
      return BigInt(front + back.padEnd(digits, "0"));
    };
    const sum = known.reduce((left, value) => left + whole(value), 0n);
    const shown = String(sum < 0n ? -sum : sum).padStart(digits + 1, "0");
    return (sum < 0n ? "-" : "") + (digits ? `${shown.slice(0, -digits)}.${shown.slice(-digits)}` : shown);
  };
  const amount = (element) => (element.value.includes("${") ? (element.dataset.amount || "?") : element.value.trim());

  return { cells, total, amount };
})();
