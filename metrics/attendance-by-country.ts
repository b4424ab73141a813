import { aboutAttendance, readAttendance, readAttendanceBreaks } from './attendance.ts';
import { comparing } from './compared.ts';
import type { Metric } from './contract.ts';

export const attendanceByCountry: Metric = {
  ...aboutAttendance,
  id: 'attendance-by-country',
  title: 'From which countries do people come to the meetings?',
  breaks: readAttendanceBreaks,
  read: comparing({ id: 'attendance-by-country', ...aboutAttendance }, (store, params) =>
    readAttendance(store, params, 'country'),
  ),
};
