-- CreateTable
CREATE TABLE "known_name" (
    "folded" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "spelling" TEXT NOT NULL,

    CONSTRAINT "known_name_pkey" PRIMARY KEY ("folded","type","id")
);
