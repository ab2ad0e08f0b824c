-- Photos and what machine and clerk said about them. The row outlives the bytes: hash and verdict stay when they are erased.
create table photo (
    id          varchar primary key,
    -- no foreign key: this table knows students by number only
    student_id  bigint,
    file_name   varchar not null,
    source      varchar not null,
    received_at timestamp with time zone not null,
    received_by varchar not null,
    sha256      varchar not null,
    format      varchar not null,
    width       integer not null,
    height      integer not null,
    size        bigint not null,
    -- the machine's findings as JSON: {"version":1,"refusals":[{"rule":…,"arguments":[…]}],"advice":[…]}
    findings    varchar not null,
    status      varchar not null,
    decided_by  varchar,
    decided_at  timestamp with time zone,
    -- names of RefusalReason, parted by commas
    reasons     varchar,
    note        varchar,
    keep_until  date,
    erased_at   timestamp with time zone
);

create index photo_student on photo (student_id);
create index photo_sha256 on photo (sha256);
create index photo_keep_until on photo (keep_until);

-- Apart from the facts, so that lists never touch megabytes.
create table photo_file (
    photo_id varchar not null references photo (id),
    -- ORIGINAL, PORTRAIT or PREVIEW
    kind     varchar not null,
    content  bytes not null,
    primary key (photo_id, kind)
);
