/**
 * What the scripts share. Every key of a tenant begins with KEYS[1], whose hash tag puts them all into one slot.
 *
 *   …:whole          the server on which the tenant's limits are whole, and the name of the filling that made them so
 *   …:filling        the server on which they are being filled, and the name of that filling
 *   …:a:<key>        spent and held of an amount
 *   …:l:<key>        who holds some of it, by the instant at which that lapses
 *   …:h:<key>        who holds how much of it
 *   …:v:<viewer>     what happened to a viewer: id → [at, counts until (0: for good), matters until, subjects, viewers]
 *   …:o:<id>         how an id was reserved: { v: viewers, k: keys, t: when, m: matters until, s: subjects }
 */
const shared = `
local T = KEYS[1]
local ask = cjson.decode(ARGV[1])
local now = ask.now
local minute = 60000

local function int(number) return string.format('%.0f', number) end

local function outlive(key, till)
  local ms = math.max(1, till - now) + minute
  if redis.call('PTTL', key) < ms then redis.call('PEXPIRE', key, int(ms)) end
end

-- Each start of a Redis makes a new id, whatever data it starts from; so does each replica that takes over.
local function server() return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') end

-- The filling that a mark names, where it was made on this very server.
local function fillingOf(mark)
  local on, filling = string.match(redis.call('GET', T .. mark) or '', '^(%w+) (.+)$')
  return on == server() and filling
end

local function giveBack(key, id)
  local amount = redis.call('HGET', T .. ':h:' .. key, id)
  if not amount then return end
  redis.call('HDEL', T .. ':h:' .. key, id)
  redis.call('ZREM', T .. ':l:' .. key, id)
  if amount ~= '0' then redis.call('HINCRBY', T .. ':a:' .. key, 'held', '-' .. amount) end
end

local function takenOf(key)
  while true do
    local lapsed = redis.call('ZRANGEBYSCORE', T .. ':l:' .. key, '-inf', int(now), 'LIMIT', 0, 500)
    if #lapsed == 0 then break end
    for _, id in ipairs(lapsed) do giveBack(key, id) end
  end
  local taken = redis.call('HMGET', T .. ':a:' .. key, 'spent', 'held')
  local held = tonumber(taken[2] or 0)
  -- Redis may have let go of everybody who held some, all of it long past.
  if held ~= 0 and redis.call('EXISTS', T .. ':h:' .. key) == 0 then
    held = 0
    redis.call('HSET', T .. ':a:' .. key, 'held', 0)
  end
  return tonumber(taken[1] or 0), held
end

local function keepKey(key, till)
  if till and till ~= cjson.null then outlive(T .. ':a:' .. key, till) else redis.call('PERSIST', T .. ':a:' .. key) end
end

local function raise(key, spent, till)
  local known = tonumber(redis.call('HGET', T .. ':a:' .. key, 'spent') or -1)
  if spent > known then redis.call('HSET', T .. ':a:' .. key, 'spent', int(spent)) end
  keepKey(key, till)
end

local function put(viewer, id, one)
  redis.call('HSET', T .. ':v:' .. viewer, id, cjson.encode(one))
  outlive(T .. ':v:' .. viewer, one[3])
end

-- What happened under any of the names, each once; what no longer matters is dropped on the way.
local function occurrencesOf(viewers)
  local found, ids = {}, {}
  for _, viewer in ipairs(viewers) do
    local all = redis.call('HGETALL', T .. ':v:' .. viewer)
    for place = 1, #all, 2 do
      local id, one = all[place], cjson.decode(all[place + 1])
      if one[3] <= now or (one[2] > 0 and one[2] <= now) then
        redis.call('HDEL', T .. ':v:' .. viewer, id)
      elseif not ids[id] then
        ids[id] = true
        found[#found + 1] = { id, one[1], one[4] }
      end
    end
  end
  return found
end

local function take(viewers, one)
  local keys, till = {}, one.unsettledUntil
  for _, asked in ipairs(one.amounts) do
    local key = asked.key
    if redis.call('HSETNX', T .. ':h:' .. key, one.id, int(asked.amount)) == 1 then
      redis.call('ZADD', T .. ':l:' .. key, int(asked['until']), one.id)
      redis.call('HINCRBY', T .. ':a:' .. key, 'held', int(asked.amount))
    end
    outlive(T .. ':h:' .. key, asked['until'])
    outlive(T .. ':l:' .. key, asked['until'])
    keepKey(key, asked.keepUntil)
    keys[#keys + 1] = key
    till = math.max(till, asked['until'])
  end
  if #one.subjects > 0 then
    for _, viewer in ipairs(viewers) do
      if redis.call('HEXISTS', T .. ':v:' .. viewer, one.id) == 0 then
        put(viewer, one.id, { now, one.unsettledUntil, one.keepUntil, one.subjects, viewers })
      end
    end
  end
  redis.call('SET', T .. ':o:' .. one.id, cjson.encode({ v = #one.subjects > 0 and viewers or {}, k = keys, t = now, m = one.keepUntil, s = one.subjects }), 'PX', int(math.max(1, till - now) + minute))
end
`;

/** Answers false when the store is not whole, else a list: 0 where it is reserved, 1 and the limit's name where not. */
export const reserve = `${shared}
if not fillingOf(':whole') then return false end
local found = occurrencesOf(ask.viewer)

local function refusedBy(one)
  for _, asked in ipairs(one.counts) do
    local count = 0
    for _, known in ipairs(found) do
      if known[2] > asked.since then
        for _, subject in ipairs(known[3]) do
          if subject == asked.subject then count = count + 1 break end
        end
      end
    end
    if count >= asked.most then return asked.subject end
  end
  for _, asked in ipairs(one.amounts) do
    local spent, held = takenOf(asked.key)
    if spent + held + asked.amount > asked.most then return asked.key end
  end
end

local answer = {}
for place, one in ipairs(ask.asks) do
  local refused
  if redis.call('EXISTS', T .. ':o:' .. one.id) == 0 then
    refused = refusedBy(one)
    if not refused then
      take(ask.viewer, one)
      if #one.subjects > 0 then found[#found + 1] = { one.id, now, one.subjects } end
    end
  end
  answer[place] = refused and '1' .. refused or '0'
end
return answer`;

/** Takes without asking any limit. */
export const restore = `${shared}
for _, one in ipairs(ask.asks) do take(ask.viewer, one) end`;

/** Gives back what was held and raises what is spent; has what happened count for good. */
export const settle = `${shared}
for _, one in ipairs(ask.settlements) do
  for _, spent in ipairs(one.spent) do
    giveBack(spent.key, one.id)
    raise(spent.key, spent.spent, spent.keepUntil)
  end
  local happened = one.happened
  if happened then
    local reserved = redis.call('GET', T .. ':o:' .. one.id)
    reserved = reserved and cjson.decode(reserved)
    local viewers = reserved and reserved.v or {}
    local as = { happened.at, 0, happened.keepUntil, happened.subjects }
    if reserved and #reserved.v > 0 then as = { reserved.t, 0, reserved.m, reserved.s } end
    for _, viewer in ipairs(happened.viewer) do
      local known = redis.call('HGET', T .. ':v:' .. viewer, one.id)
      known = known and cjson.decode(known)
      if known and known[2] == 0 then as = known end
      viewers[#viewers + 1] = viewer
    end
    for _, viewer in ipairs(as[5] or {}) do viewers[#viewers + 1] = viewer end
    as[5] = viewers
    for _, viewer in ipairs(viewers) do put(viewer, one.id, as) end
  end
end`;

/** Gives back what these hold; what did not happen counts no longer. */
export const release = `${shared}
for _, id in ipairs(ask.ids) do
  local reserved = redis.call('GET', T .. ':o:' .. id)
  if reserved then
    reserved = cjson.decode(reserved)
    for _, key in ipairs(reserved.k) do giveBack(key, id) end
    local happened = false
    for _, viewer in ipairs(reserved.v) do
      local known = redis.call('HGET', T .. ':v:' .. viewer, id)
      local counts = known and cjson.decode(known)[2]
      if counts and counts > 0 then redis.call('HDEL', T .. ':v:' .. viewer, id) end
      happened = happened or counts == 0
    end
    if not happened then redis.call('DEL', T .. ':o:' .. id) end
  end
end`;

/** As JSON, since Redis turns numbers within lists to whole ones only. */
export const occurrences = `${shared}
local found = occurrencesOf(ask.viewer)
return #found == 0 and '[]' or cjson.encode(found)`;

/** Held and spent of each key, one after the other, as text: they may be larger than a number of Redis's replies. */
export const taken = `${shared}
local answer = {}
for place, key in ipairs(ask.keys) do
  local spent, held = takenOf(key)
  answer[2 * place - 1] = int(held)
  answer[2 * place] = int(spent)
end
return answer`;

/** What happened under one name happened under the other. */
export const join = `${shared}
local from, into = T .. ':v:' .. ask.from, T .. ':v:' .. ask.into
local all = redis.call('HGETALL', from)
for place = 1, #all, 2 do
  local id, one = all[place], cjson.decode(all[place + 1])
  local known = redis.call('HGET', into, id)
  if not known or (one[2] == 0 and cjson.decode(known)[2] > 0) then redis.call('HSET', into, id, all[place + 1]) end
end
if #all > 0 then
  local ms = redis.call('PTTL', from)
  if redis.call('PTTL', into) < ms then redis.call('PEXPIRE', into, ms) end
  redis.call('DEL', from)
end`;

/** Under every name under which the same happened. */
export const forget = `${shared}
for _, viewer in ipairs(ask.viewer) do
  local all = redis.call('HGETALL', T .. ':v:' .. viewer)
  for place = 1, #all, 2 do
    for _, other in ipairs(cjson.decode(all[place + 1])[5] or {}) do redis.call('HDEL', T .. ':v:' .. other, all[place]) end
  end
  redis.call('DEL', T .. ':v:' .. viewer)
end`;

/** The filling by which it is whole on this very server; false where it is not. */
export const filledAs = `${shared}
return fillingOf(':whole')`;

/** The filling under way on this server, begun where there is none. */
export const beginFilling = `${shared}
local under_way = fillingOf(':filling')
if under_way then return under_way end
redis.call('SET', T .. ':filling', server() .. ' ' .. ask.filling)
return ask.filling`;

/** Marks the store whole, if that filling is still the one and this the server it began on: 1, else 0. */
export const markWhole = `${shared}
if fillingOf(':filling') ~= ask.filling then return 0 end
redis.call('DEL', T .. ':filling')
redis.call('SET', T .. ':whole', server() .. ' ' .. ask.filling)
return 1`;

/** All of the tenant at once: whoever fills it meanwhile would lose some of it under a mark that says whole. */
export const empty = `${shared}
local keys = redis.call('KEYS', T .. ':*')
for at = 1, #keys, 1000 do redis.call('UNLINK', unpack(keys, at, math.min(at + 999, #keys))) end`;
