# 常用的是 make build；全部任务见 make help。各任务都可以反复运行，已经做过的不再做。
.DEFAULT_GOAL := build
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

BIN := .venv/bin
PYTEST := $(BIN)/pytest -n auto --dist worksteal
# What renews the lock files. It is not needed otherwise, so it gets an environment of its own.
UV := uv==0.13.9
COMPILE := pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --quiet --custom-compile-command "make lock" $(if $(RENEW),--upgrade)

.PHONY: build check editor cluster test quick kills fuzz test-tools bench bundle wheel vsix schemas docs git-setup lock clean help

build: ## 检查内容，生成全部文档，放在 build/（缺什么装什么）
	@bash .ci/setup run
	@$(BIN)/shenbao build

check: ## 只检查内容，不生成文档
	@bash .ci/setup run
	@$(BIN)/shenbao check

editor: ## 装编辑器里边写边查要用的软件包（shenbao lsp）
	@bash .ci/setup editor
	@echo "装好了。编辑器怎样用它，见 docs/editor.md。"

cluster: ## 装把生成分给几台机器做要用的软件包（build --scheduler）
	@bash .ci/setup cluster
	@echo "装好了。怎样分，见 README.md 的「很多部门」。"

test: ## 程序自己的检查和全部测试（不含 test-tools）
	@bash .ci/setup dev
	@echo "1/4 代码规则（ruff）" && $(BIN)/ruff check
	@echo "2/4 代码排版（ruff format）" && $(BIN)/ruff format --check
	@echo "3/4 类型（mypy --strict）" && $(BIN)/mypy --strict
	@echo "4/4 测试（pytest）" && $(PYTEST) -m "not tools"

fuzz: ## 把真实内容随机改坏 20000 次，看有没有崩溃和连累；COUNT=次数 SEED=从第几个开始
	@bash .ci/setup dev
	@$(BIN)/python -m tests.robust $(or $(COUNT),20000) $(or $(SEED),0)

quick: ## 改程序时随手运行的测试，不含慢的
	@bash .ci/setup dev
	@$(PYTEST) -m "not tools and not slow"

kills: ## 100 次在随机的时刻、再在写文件的每一步杀掉 build、fmt 和 check --fix，看留下什么（SEED=… 换一批时刻）
	@bash .ci/setup dev
	@rm -rf .work/kills
	@$(BIN)/python -m tests.processes.kills .work/kills/random random 100 $(or $(SEED),1)
	@$(BIN)/python -m tests.processes.kills .work/kills/steps steps 1
	@rm -rf .work/kills

bench: ## 量各种情形要多少时间，和 LibreOffice 等软件比，写进 docs/performance.md；ROUNDS=轮数 LONG=1 连最慢的也量
	@bash .ci/setup dev
	@bash .ci/setup bench
	@$(BIN)/python -m tests.speed.bench $(or $(ROUNDS),5) $(if $(LONG),long)

test-tools: ## 要用 LibreOffice、浏览器等软件的测试（缺的会安装）
	@bash .ci/setup dev
	@bash .ci/setup tools
	@$(PYTEST) -m tools

bundle: ## 给不联网的单位做安装用的压缩包，放在 dist/：Windows 和 Linux；PLATFORM=linux-x86_64 PYTHON=3.12 只做一种
	@bash .ci/setup run
	@$(BIN)/python .ci/bundle/make.py $(addprefix --platform ,$(PLATFORM)) $(addprefix --python ,$(PYTHON))

wheel: ## 做程序的安装包，放在 dist/：给只有内容的仓库用（shenbao new repository）
	@bash .ci/setup run
	@bash .ci/wheel

vsix: ## 做 VS Code 的扩展 dist/shenbao.vsix，从文件安装（要 Node）
	@bash .ci/setup run
	@bash .ci/setup vsix
	@$(BIN)/python .ci/editor/make.py

schemas: ## 照程序的模型重写编辑器用的 .vscode/schemas/
	@bash .ci/setup run
	@$(BIN)/shenbao schemas

docs: schemas ## 照程序的模型和规则重写 docs/yaml.md、docs/rules.md 和 .vscode/schemas/
	@bash .ci/setup run
	@$(BIN)/shenbao reference >docs/yaml.md.new && mv docs/yaml.md.new docs/yaml.md
	@$(BIN)/shenbao rules >docs/rules.md.new && mv docs/rules.md.new docs/rules.md

git-setup: ## 让 git 看得懂 Word 模板的改动，并显示中文文件名（只改本仓库的 git 设置）
	@bash .ci/setup run
	@git config diff.docx.textconv "$(BIN)/shenbao textconv"
	@git config core.quotepath false
	@echo "git diff 现在会显示 Word 模板的文字改动。"

lock: ## 照 pyproject.toml 更新锁定文件；RENEW=1 时各包升到最新版
	@test -x .venv-lock/bin/uv || (python3 -m venv .venv-lock && .venv-lock/bin/pip install --quiet $(UV))
	@.venv-lock/bin/uv $(COMPILE) pyproject.toml --group build --output-file requirements.lock
	@.venv-lock/bin/uv $(COMPILE) pyproject.toml --group build --extra editor --constraint requirements.lock \
		--output-file requirements-editor.lock
	@.venv-lock/bin/uv $(COMPILE) pyproject.toml --group build --group dev --extra editor \
		--constraint requirements-editor.lock --output-file requirements-dev.lock
	@.venv-lock/bin/uv $(COMPILE) pyproject.toml --group build --extra cluster --constraint requirements-dev.lock \
		--output-file requirements-cluster.lock
	@.venv-lock/bin/uv $(COMPILE) --group tools --constraint requirements-dev.lock --output-file requirements-tools.lock
	@.venv-lock/bin/uv $(COMPILE) --group bench --constraint requirements-dev.lock --output-file requirements-bench.lock
	@echo "已更新各个 requirements*.lock，请运行 make test 再提交。"

clean: ## 删去生成的文档、运行环境和缓存
	@find build -mindepth 1 ! -name .gitkeep -delete
	@rm -rf .cache .venv .venv-lock .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## 列出这些任务
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
