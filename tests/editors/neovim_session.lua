-- Opens a document in Neovim with the configuration of a repository; prints what its author sees, as JSON.
-- INCIDENTBOOK_TRY is JSON: configuration, document, findings to wait for, patience in ms, places {line, column}.
local arguments = vim.json.decode(vim.env.INCIDENTBOOK_TRY)
local seen = { diagnostics = {}, completions = {}, hovers = {} }

dofile(arguments.configuration)
vim.cmd.filetype("on")
vim.cmd.edit(vim.fn.fnameescape(arguments.document))
local buffer = vim.api.nvim_get_current_buf()
local attached = vim.wait(20000, function()
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)({ bufnr = buffer })
  return #clients > 0 and clients[1].initialized
end, 50)
seen.attached = attached

local function ask(method, place)
  local parameters = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = place[1] - 1, character = place[2] },
  }
  local answers = vim.lsp.buf_request_sync(buffer, method, parameters, 20000) or {}
  for _, answer in pairs(answers) do
    return answer.result
  end
end

if attached then
  vim.wait(arguments.patience, function()
    return #vim.diagnostic.get(buffer) >= arguments.findings
  end, 50)
  vim.wait(1000)
  for _, place in ipairs(arguments.places) do
    local result = ask("textDocument/completion", place) or {}
    local labels = {}
    for _, item in ipairs(result.items or result) do
      table.insert(labels, item.label)
    end
    table.insert(seen.completions, labels)
    local hover = ask("textDocument/hover", place)
    table.insert(seen.hovers, hover and hover.contents.value or "")
  end
end
for _, found in ipairs(vim.diagnostic.get(buffer)) do
  table.insert(seen.diagnostics, { found.lnum + 1, found.message })
end
seen.filetype = vim.bo[buffer].filetype
io.stdout:write(vim.json.encode(seen))
vim.cmd("qall!")
