-- The list is loaded anew with its sources.
DELETE FROM "itu_membership";

-- AlterTable
ALTER TABLE "itu_membership" DROP CONSTRAINT "itu_membership_pkey",
ADD COLUMN     "evidence" TEXT NOT NULL,
ADD CONSTRAINT "itu_membership_pkey" PRIMARY KEY ("organisation_id", "country", "source");
