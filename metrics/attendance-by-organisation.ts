import { aboutAttendance, readAttendance, readAttendanceBreaks } from './attendance.ts';
import { comparing } from './compared.ts';
import type { Metric } from './contract.ts';

export const attendanceByOrganisation: Metric = {
  ...aboutAttendance,
  id: 'attendance-by-organisation',
  title: 'For which organisations do people come to the meetings?',
  breaks: readAttendanceBreaks,
  read: comparing({ id: 'attendance-by-organisation', ...aboutAttendance }, (store, params) =>
    readAttendance(store, params, 'organisation'),
  ),
};
