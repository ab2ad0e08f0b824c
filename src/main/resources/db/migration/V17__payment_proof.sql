-- Proofs of payment that were sent or brought. The row outlives the file: its hash stays when the file is removed.
create table payment_proof (
    id          varchar primary key,
    -- null until the application that it came with is a case
    case_number varchar references fee_claim (case_number),
    file_name   varchar not null,
    -- PDF, JPEG or PNG, by content
    kind        varchar not null,
    size        bigint not null,
    sha256      varchar not null,
    received_at timestamp with time zone not null,
    received_by varchar not null,
    removed_at  timestamp with time zone,
    -- null where the time was over
    removed_by  varchar
);
create index payment_proof_case on payment_proof (case_number);

-- Apart from the facts, so that lists never touch megabytes.
create table payment_proof_file (
    proof_id varchar primary key references payment_proof (id),
    content  bytes not null
);

-- The day on which the case ended: from it the time counts for which a proof is kept.
alter table fee_claim add column ended_on date;
