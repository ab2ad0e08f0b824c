-- Why an application is made, and what is wrong or has changed, in the applicant's words.
alter table case_file add column reason varchar;
alter table case_file add column reason_note varchar;
alter table case_file add column refusal_reasons varchar;

-- What a case needs to be complete, and how far each item has come.
create table case_requirement (
    case_number varchar not null references case_file (number),
    item        varchar not null,
    state       varchar not null,
    supplied_on date,
    primary key (case_number, item)
);
