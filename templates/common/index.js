// 检索信息公开目录：只在本页里找，不联网，不记录。
"use strict";
(() => {
  const form = document.querySelector('form[role="search"]');
  const input = document.querySelector("#words");
  const status = document.querySelector('[role="status"]');
  const whole = status.textContent;
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const groups = [...document.querySelectorAll("section, .year")];

  const rows = [...document.querySelectorAll("tbody tr")].map((row) => {
    const above = [row.closest("section").querySelector("h2"), row.closest(".year").querySelector("h3")];
    const parts = [...above, ...row.querySelectorAll("[data-find]")];
    const text = (some) => some.map((part) => fold(part.textContent)).join("\n");
    const details = row.querySelector("details");
    return { row, details, all: text(parts), closed: text(parts.filter((part) => !part.closest("details"))) };
  });

  const search = () => {
    const words = fold(input.value).split(" ").filter(Boolean);
    let found = 0;
    for (const { row, details, all, closed } of rows) {
      row.hidden = !words.every((word) => all.includes(word));
      found += row.hidden ? 0 : 1;
      // 查到的只在收起的项目里时，把项目展开，让人看见。
      if (details) {
        details.open = !row.hidden && words.some((word) => !closed.includes(word));
      }
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("tbody tr:not([hidden])");
    }
    const said = found ? `找到 ${found} 份文件` : "没有找到，请换一个词再查";
    status.textContent = words.length ? said : whole;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    input.value = "";
    search();
    input.focus();
  });
  input.addEventListener("input", search);
  // 浏览器退回本页时，框里的词还在。
  search();
})();
