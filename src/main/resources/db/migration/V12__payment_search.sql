-- Payer, title and reference without case and diacritics: what the office searches in.
alter table payment add column search_text varchar default '' not null;
update payment set search_text = coalesce(looks, lower(payer || ' ' || title)) || ' ' || lower(coalesce(reference, ''));
