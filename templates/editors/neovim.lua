-- Completes and checks front matter and the policy in Neovim, with yaml-language-server on the PATH.
-- In your configuration:  dofile("/path/to/your/repository/.incidentbook/neovim.lua")
-- After a change of the policy:  incidentbook schema --root . --write .incidentbook

local here = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h")
local root = vim.fn.fnamemodify(here, ":h")

local function schema(name)
  return vim.uri_from_fname(here .. "/" .. name .. ".schema.json")
end

local schemas = {
  [schema("incidentbook")] = { "incidentbook.yml" },
  [schema("postmortem")] = { {%- for glob in postmortems %} {{ glob | yaml }},{% endfor %} },
  [schema("runbook")] = { {%- for glob in runbooks %} {{ glob | yaml }},{% endfor %} },
}

-- The number of lines before the line that closes the front matter; 0 without front matter.
local function front_matter_lines(buffer)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, 500, false)
  if not (lines[1] or ""):match("^%-%-%-%s*$") then
    return 0
  end
  for number = 2, #lines do
    if lines[number]:match("^%-%-%-%s*$") or lines[number]:match("^%.%.%.%s*$") then
      return number - 1
    end
  end
  return 0
end

-- The server takes the text below the front matter for YAML too: what it finds there is left out.
local function show_front_matter_only(err, result, context, config)
  local buffer = vim.uri_to_bufnr(result.uri)
  if vim.bo[buffer].filetype == "markdown" then
    local count = front_matter_lines(buffer)
    result.diagnostics = vim.tbl_filter(function(found)
      return found.range.start.line < count
    end, result.diagnostics)
  end
  vim.lsp.handlers["textDocument/publishDiagnostics"](err, result, context, config)
end

-- For the same reason it is not asked about places below the front matter.
local function ask_about_front_matter_only(client)
  local request = client.request
  client.request = function(...)
    local words = { ... }
    local first = type(words[1]) == "table" and 2 or 1 -- called as client:request() or as client.request()
    local parameters, handler = words[first + 1], words[first + 2]
    if type(parameters) == "table" and parameters.position and handler then
      local buffer = vim.uri_to_bufnr(parameters.textDocument.uri)
      if vim.bo[buffer].filetype == "markdown" and parameters.position.line >= front_matter_lines(buffer) then
        vim.schedule(function()
          handler(nil, nil, { method = words[first], client_id = client.id, bufnr = buffer })
        end)
        return true, -1
      end
    end
    return request(...)
  end
end

-- Only what is about fields is wanted: Markdown keeps its own formatting, folds and outline.
local function leave_markdown_alone(client)
  local able = client.server_capabilities
  able.documentFormattingProvider = false
  able.documentRangeFormattingProvider = false
  able.documentOnTypeFormattingProvider = nil
  able.documentSymbolProvider = false
  able.foldingRangeProvider = false
  ask_about_front_matter_only(client)
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = { "markdown", "yaml" },
  group = vim.api.nvim_create_augroup("incidentbook:" .. root, { clear = true }),
  callback = function(event)
    local name = vim.api.nvim_buf_get_name(event.buf)
    local is_policy = name == root .. "/incidentbook.yml"
    local is_document = vim.bo[event.buf].filetype == "markdown" and name:sub(1, #root + 1) == root .. "/"
    if not (is_policy or is_document) then
      return
    end
    vim.lsp.start({
      name = "incidentbook",
      cmd = { "yaml-language-server", "--stdio" },
      root_dir = root,
      settings = { yaml = { schemas = schemas, schemaStore = { enable = false, url = "" } } },
      get_language_id = function()
        return "yaml"
      end,
      handlers = { ["textDocument/publishDiagnostics"] = show_front_matter_only },
      on_init = leave_markdown_alone,
    }, { bufnr = event.buf })
  end,
})
