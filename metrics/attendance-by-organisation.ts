import { aboutAttendance, readAttendance } from './attendance.ts';
import type { Metric } from './contract.ts';

export const attendanceByOrganisation: Metric = {
  ...aboutAttendance,
  id: 'attendance-by-organisation',
  title: 'For which organisations do people register for the meetings?',
  read: (store, params) => readAttendance(store, params, 'organisation'),
};
