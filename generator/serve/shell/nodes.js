// 页面上的元素：做新的；或把旧的改成新的样子，一样的都留着。
"use strict";
const Nodes = (() => {
  let count = 0;
  const at = (id) => document.getElementById(id);
  const make = (name, text = [], properties = {}) => {
    const element = document.createElement(name);
    element.append(...[text].flat());
    return Object.assign(element, properties);
  };
  const named = (element, attributes) => {
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  };
  const fresh = (word) => `${word}-${(count += 1)}`;
  const button = (words, act, label = "") => {
    const element = make("button", words, { type: "button" });
    if (label) {
      named(element, { "aria-label": label, title: label });
    }
    element.addEventListener("click", act);
    return element;
  };

  // 正要按的、正选着的、键盘停着的，都还是原来的那个元素；打了字的格子，一样的才留。
  const become = (old, now) => {
    if (old.isEqualNode(now)) {
      return;
    }
    if (old.nodeName !== now.nodeName || old.localName === "input") {
      old.replaceWith(now);
    } else if (old.nodeType === Node.TEXT_NODE) {
      old.data = now.data;
    } else {
      [...old.attributes].filter(({ name }) => !now.hasAttribute(name)).forEach(({ name }) => old.removeAttribute(name));
      [...now.attributes].filter(({ name, value }) => old.getAttribute(name) !== value).forEach(({ name, value }) => old.setAttribute(name, value));
      fill(old, [...now.childNodes]);
    }
  };
  const fill = (around, items) => {
    items.forEach((item, place) => (place < around.childNodes.length ? become(around.childNodes[place], item) : around.append(item)));
    while (around.childNodes.length > items.length) {
      around.lastChild.remove();
    }
  };

  return { at, make, named, fresh, button, become, fill };
})();
