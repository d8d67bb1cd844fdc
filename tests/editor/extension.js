// Runs the packed extension with a stand-in for VS Code, and prints what it did with a repository.
"use strict";

const Module = require("node:module");
const [bundle, root, ...names] = process.argv.slice(2);
const path = require("node:path");

const told = { languages: {}, warnings: [], state: "" };

// Whatever is not told below is a class, a function and a value at once: the client loads all of VS Code's names.
const anything = new Proxy(class Anything {}, {
  get: (target, name) => (name in target || typeof name === "symbol" ? target[name] : anything),
  apply: () => anything,
});
const event = () => ({ dispose() {} });

class Uri {
  constructor(file) {
    Object.assign(this, { scheme: "file", fsPath: file, path: file });
  }
  toString() {
    return `file://${this.fsPath}`;
  }
  static parse(text) {
    return new Uri(text.replace("file://", ""));
  }
  static file(file) {
    return new Uri(file);
  }
}

const documents = names.map((name) => ({
  uri: new Uri(path.join(root, name)),
  languageId: name.endsWith(".yaml") ? "yaml" : "plaintext",
  version: 1,
  isClosed: false,
  getText: () => require("node:fs").readFileSync(path.join(root, name), "utf8"),
}));

const channel = new Proxy({}, { get: () => () => channel });
const base = {
  Uri,
  version: "1.105.0",
  env: { language: "zh-cn", appName: "stand-in", remoteName: undefined },
  EventEmitter: class {
    event = event;
    fire() {}
    dispose() {}
  },
  Disposable: class {
    static from() {
      return { dispose() {} };
    }
    dispose() {}
  },
  CancellationTokenSource: class {
    token = { isCancellationRequested: false, onCancellationRequested: event };
    cancel() {}
    dispose() {}
  },
  commands: { registerCommand: event },
  window: {
    showWarningMessage: (text) => told.warnings.push(text),
    showErrorMessage: async (text) => told.warnings.push(text),
    createOutputChannel: () => channel,
    onDidChangeActiveTextEditor: event,
    onDidChangeVisibleTextEditors: event,
    visibleTextEditors: [],
    tabGroups: { all: [], onDidChangeTabs: event, onDidChangeTabGroups: event },
  },
  languages: {
    setTextDocumentLanguage: async (document, language) => {
      told.languages[path.relative(root, document.uri.fsPath)] = language;
      document.languageId = language;
    },
    createDiagnosticCollection: () => ({
      set() {},
      delete() {},
      clear() {},
      dispose() {},
    }),
    match: () => 0,
  },
  workspace: {
    workspaceFolders: [{ uri: new Uri(root), name: "stand-in", index: 0 }],
    textDocuments: documents,
    notebookDocuments: [],
    getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
    createFileSystemWatcher: () => ({ onDidCreate: event, onDidChange: event, onDidDelete: event, dispose() {} }),
    getWorkspaceFolder: () => undefined,
  },
};
const named = (given) =>
  new Proxy(given, {
    get: (target, name) => (name in target ? target[name] : /^on(?:Did|Will)|^register/.test(String(name)) ? event : anything),
  });
const vscode = named(Object.fromEntries(Object.entries(base).map(([name, one]) => [name, typeof one === "object" ? named(one) : one])));

const load = Module._load;
Module._load = (request, ...rest) => (request === "vscode" ? vscode : load(request, ...rest));

(async () => {
  const extension = require(bundle);
  await extension.activate({ subscriptions: [] });
  told.state = "running";
  await extension.deactivate();
  told.state = "stopped";
  process.stdout.write(JSON.stringify(told));
  process.exit(0);
})().catch((problem) => {
  process.stdout.write(JSON.stringify({ ...told, problem: String(problem?.stack ?? problem) }));
  process.exit(1);
});
